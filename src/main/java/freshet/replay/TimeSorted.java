package freshet.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Interactions held in memory in time order, column by column: about 50 bytes each, with every
 * user, item, type and session kept once.
 */
final class TimeSorted {
  private static final int ABSENT = -1;
  private static final int FIRST_CAPACITY = 1024;

  /** Values kept once and numbered. */
  private static final class Numbered<T> {
    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> values = new ArrayList<>();

    int number(T value) {
      Integer number = numbers.get(value);
      if (number == null) {
        number = values.size();
        numbers.put(value, number);
        values.add(value);
      }
      return number;
    }

    T value(int number) {
      return values.get(number);
    }
  }

  private final Numbered<String> names = new Numbered<>();
  private final Numbered<Origin.Source> files = new Numbered<>();
  private long[] times = new long[FIRST_CAPACITY];
  private int[] users = new int[FIRST_CAPACITY];
  private int[] items = new int[FIRST_CAPACITY];
  private int[] types = new int[FIRST_CAPACITY];
  private int[] sessions = new int[FIRST_CAPACITY];
  private double[] seconds = new double[FIRST_CAPACITY];
  private int[] sources = new int[FIRST_CAPACITY];
  private int[] rows = new int[FIRST_CAPACITY];
  private int[] lines = new int[FIRST_CAPACITY];
  private int size;

  private TimeSorted() {}

  /** Reads and sorts; rows with the same time keep the order of the files. */
  static Stream<LoggedInteraction> read(List<InteractionFile> files, BadRows bad) {
    TimeSorted log = new TimeSorted();
    try (ParsedRows<LoggedInteraction> read = new ParsedRows<>(files, bad)) {
      while (read.hasNext()) {
        log.add(read.next());
      }
    }
    int[] order = stableOrder(log.times, log.size);
    return Arrays.stream(order).mapToObj(log::row);
  }

  /** The indices of the first so many values, in ascending order of the values. */
  static int[] stableOrder(long[] values, int count) {
    int[] order = IntStream.range(0, count).toArray();
    int[] merged = new int[count];
    for (int run = 1; run > 0 && run < count; run *= 2) {
      for (int from = 0; from < count; from += 2 * run) {
        merge(values, order, merged, from, Math.min(from + run, count), run);
        if (from > count - 2 * run) {
          break;
        }
      }
      int[] swapped = order;
      order = merged;
      merged = swapped;
    }
    return order;
  }

  private static void merge(
      long[] values, int[] order, int[] merged, int from, int middle, int run) {
    int end = (int) Math.min((long) middle + run, order.length);
    int left = from;
    int right = middle;
    for (int to = from; to < end; to++) {
      boolean takeLeft =
          left < middle && (right >= end || values[order[left]] <= values[order[right]]);
      merged[to] = takeLeft ? order[left++] : order[right++];
    }
  }

  private void add(LoggedInteraction row) {
    if (size == times.length) {
      grow();
    }
    times[size] = row.time().toEpochMilli();
    users[size] = names.number(row.user());
    items[size] = names.number(row.item());
    types[size] = names.number(row.type());
    sessions[size] = row.session().map(names::number).orElse(ABSENT);
    seconds[size] = row.seconds().orElse(Double.NaN);
    sources[size] = files.number(row.origin().source());
    rows[size] = Math.toIntExact(row.origin().row());
    lines[size] = Math.toIntExact(row.origin().line());
    size++;
  }

  private void grow() {
    int capacity = Math.toIntExact(Math.min(size * 2L, Integer.MAX_VALUE - 8));
    times = Arrays.copyOf(times, capacity);
    users = Arrays.copyOf(users, capacity);
    items = Arrays.copyOf(items, capacity);
    types = Arrays.copyOf(types, capacity);
    sessions = Arrays.copyOf(sessions, capacity);
    seconds = Arrays.copyOf(seconds, capacity);
    sources = Arrays.copyOf(sources, capacity);
    rows = Arrays.copyOf(rows, capacity);
    lines = Arrays.copyOf(lines, capacity);
  }

  private LoggedInteraction row(int i) {
    return new LoggedInteraction(
        names.value(users[i]),
        names.value(items[i]),
        names.value(types[i]),
        Instant.ofEpochMilli(times[i]),
        sessions[i] == ABSENT ? Optional.empty() : Optional.of(names.value(sessions[i])),
        Double.isNaN(seconds[i]) ? OptionalDouble.empty() : OptionalDouble.of(seconds[i]),
        new Origin(files.value(sources[i]), rows[i], lines[i]));
  }
}
