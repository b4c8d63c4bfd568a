package freshet.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Cases cut by time into periods of a natural length, from a minute to a year, by how long the test
 * part is: at most {@value #MOST}. Periods with fewer than {@value #LEAST_CASES} cases are joined
 * with the next ones, for their figures would be noise.
 */
final class Periods {
  static final int MOST = 40;
  static final int LEAST_CASES = 50;

  /** A Monday, so that weeks begin on one. */
  private static final long ORIGIN = Instant.parse("1970-01-05T00:00:00Z").getEpochSecond();

  private static final List<Duration> NATURAL =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(28),
          Duration.ofDays(7 * 13),
          Duration.ofDays(7 * 52));

  private final long length;
  private final long first;
  private final Cell[] cells;

  /**
   * Periods for cases of a span of time.
   *
   * @param begin of the span
   * @param end of the span, inclusive
   */
  Periods(Instant begin, Instant end) {
    long from = begin.getEpochSecond();
    long to = Math.max(from, end.getEpochSecond());
    length =
        NATURAL.stream()
            .mapToLong(Duration::toSeconds)
            .filter(seconds -> count(from, to, seconds) <= MOST)
            .findFirst()
            .orElse((to - from) / (MOST - 1) + 1);
    first = Math.floorDiv(from - ORIGIN, length);
    cells = new Cell[(int) count(from, to, length)];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = new Cell();
    }
  }

  private static long count(long from, long to, long length) {
    return Math.floorDiv(to - ORIGIN, length) - Math.floorDiv(from - ORIGIN, length) + 1;
  }

  /** Counts a case; one outside the span belongs to its first or last period. */
  void add(Instant time, Map<String, Double> ranks, int k) {
    long place = Math.floorDiv(time.getEpochSecond() - ORIGIN, length) - first;
    cells[(int) Math.max(0, Math.min(cells.length - 1, place))].add(ranks, k);
  }

  /** Those that have enough cases, the earliest first. */
  List<Slice> slices() {
    List<Joined> periods = new ArrayList<>();
    Joined open = null;
    for (int i = 0; i < cells.length; i++) {
      if (cells[i].cases() > 0) {
        if (open == null) {
          open = new Joined(i);
        }
        open.add(i, cells[i]);
        if (open.cell.cases() >= LEAST_CASES) {
          periods.add(open);
          open = null;
        }
      }
    }
    if (open != null && periods.isEmpty()) {
      periods.add(open);
    } else if (open != null) {
      // What is left at the end is too little for a period of its own.
      periods.get(periods.size() - 1).add(open.last, open.cell);
    }
    return periods.stream().map(Joined::slice).toList();
  }

  /** Periods that are reported as one. */
  private final class Joined {
    private final int begin;
    private final Cell cell = new Cell();
    private int last;

    private Joined(int begin) {
      this.begin = begin;
    }

    private void add(int period, Cell counted) {
      last = period;
      cell.addAll(counted);
    }

    private Slice slice() {
      long from = start(begin);
      return cell.slice(
          Instant.ofEpochSecond(from).toString(), from, OptionalLong.of(start(last + 1)));
    }
  }

  private long start(int period) {
    return ORIGIN + (first + period) * length;
  }
}
