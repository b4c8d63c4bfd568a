package freshet.http.position;

import freshet.event.InvalidInputException;
import freshet.event.LogPosition;
import freshet.http.exchange.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * How a position is written in answers and requests: for each partition its number and the offset
 * of the last interaction there, as {@code 0-17_3-4}. Callers hand it on as it is.
 */
public final class PositionText {
  /** More partitions than one request can have sent to are a mistake. */
  private static final int MOST_PARTITIONS = 1_000;

  private static final int MOST_DIGITS = 18;

  private PositionText() {}

  /** Keeps the last place in each partition; may be told by several threads. */
  public static final class Last {
    private final ConcurrentSkipListMap<Integer, Long> offsets = new ConcurrentSkipListMap<>();

    /** Takes note of a place; null says nothing. */
    public void add(LogPosition place) {
      if (place != null) {
        offsets.merge(place.partition(), place.offset(), Math::max);
      }
    }

    /** All of it as text; empty if no place was noted. */
    public Optional<String> text() {
      return offsets.isEmpty()
          ? Optional.empty()
          : Optional.of(
              offsets.entrySet().stream()
                  .map(place -> place.getKey() + "-" + place.getValue())
                  .collect(Collectors.joining("_")));
    }
  }

  /**
   * The places that a text names.
   *
   * @throws InvalidInputException if it is not one that an answer gave
   */
  static Collection<LogPosition> read(String text) {
    List<LogPosition> places = new ArrayList<>();
    for (String part : text.split("_", -1)) {
      String[] numbers = part.split("-", -1);
      if (numbers.length != 2
          || !isNumber(numbers[0], 9)
          || !isNumber(numbers[1], MOST_DIGITS)
          || places.size() == MOST_PARTITIONS) {
        throw new InvalidInputException(
            "after",
            "is \"%s\"; give the position that POST /v1/interactions answered"
                .formatted(Words.shown(text)));
      }
      places.add(new LogPosition(Integer.parseInt(numbers[0]), Long.parseLong(numbers[1])));
    }
    return places;
  }

  private static boolean isNumber(String text, int mostDigits) {
    return !text.isEmpty()
        && text.length() <= mostDigits
        && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }
}
