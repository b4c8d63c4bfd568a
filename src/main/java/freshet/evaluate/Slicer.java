package freshet.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/** Cuts cases by time, by history and by the age of the item, and keeps none of them. */
final class Slicer {
  private final int k;
  private final Cell all = new Cell();
  private final Periods time;
  private final Cut history = Cut.byHistory();
  private final Cut itemAge = Cut.byItemAge();

  /**
   * A slicer for cases of a span of time.
   *
   * @param k ranks beyond this one are misses
   * @param begin of the span
   * @param end of the span, inclusive
   */
  Slicer(int k, Instant begin, Instant end) {
    this.k = k;
    this.time = new Periods(begin, end);
  }

  /**
   * Counts a case.
   *
   * @param when time of the case
   * @param known how many interactions of the user were known
   * @param age of the right item
   * @param ranks of the right item, from 1, by name of the layer
   */
  void add(Instant when, int known, Duration age, Map<String, Double> ranks) {
    all.add(ranks, k);
    time.add(when, ranks, k);
    history.add(known, ranks, k);
    itemAge.add(age.toSeconds(), ranks, k);
  }

  Slices slices() {
    return new Slices(
        all.slice("all", 0, OptionalLong.empty()),
        time.slices(),
        history.slices(),
        itemAge.slices());
  }
}
