package freshet.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Cases cut along a number into slices that are known beforehand. */
final class Cut {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private record Part(String name, Cell cell) {}

  private final NavigableMap<Long, Part> parts = new TreeMap<>();

  private Cut() {}

  /** By what is known of the user, in interactions. */
  static Cut byHistory() {
    return new Cut()
        .from(0, "0")
        .from(1, "1")
        .from(2, "2–4")
        .from(5, "5–9")
        .from(10, "10–19")
        .from(20, "20–49")
        .from(50, "50–99")
        .from(100, "100–199")
        .from(200, "200+");
  }

  /** By the age of an item, in seconds; one that is only just being made or seen is new. */
  static Cut byItemAge() {
    return new Cut()
        .from(Long.MIN_VALUE, "new")
        .from(1, "< 1 h")
        .from(HOUR, "1–6 h")
        .from(6 * HOUR, "6–24 h")
        .from(DAY, "1–3 d")
        .from(3 * DAY, "3–7 d")
        .from(7 * DAY, "7–30 d")
        .from(30 * DAY, "30–90 d")
        .from(90 * DAY, "90–365 d")
        .from(365 * DAY, "> 1 y");
  }

  private Cut from(long least, String name) {
    parts.put(least, new Part(name, new Cell()));
    return this;
  }

  /** Counts a case. */
  void add(long value, Map<String, Double> ranks, int k) {
    parts.floorEntry(value).getValue().cell().add(ranks, k);
  }

  /** Those that have a case, the lowest first. */
  List<Slice> slices() {
    List<Slice> slices = new ArrayList<>();
    parts.forEach(
        (from, part) -> {
          if (part.cell().cases() > 0) {
            Long next = parts.higherKey(from);
            slices.add(
                part.cell()
                    .slice(
                        part.name(),
                        Math.max(0, from),
                        next == null ? OptionalLong.empty() : OptionalLong.of(next)));
          }
        });
    return slices;
  }
}
