package freshet.cooccurrence;

import freshet.decay.DecayedSum;
import freshet.event.ItemId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Collects the steps from one item until the commit; then it is one {@link Row} to add. */
final class RowChange {
  private final Map<ItemId, DecayedSum> successors = new HashMap<>();
  private DecayedSum total = DecayedSum.ZERO;
  private long latest;

  /**
   * Adds one step.
   *
   * @param time event time of the step, milliseconds since 1970
   */
  void add(ItemId successor, DecayedSum weight, long time) {
    successors.merge(successor, weight, DecayedSum::plus);
    total = total.plus(weight);
    latest = Math.max(latest, time);
  }

  /** How many successors have been collected. */
  int size() {
    return successors.size();
  }

  /** Everything collected, as a row, cut as rows are. */
  Row toRow(int bound) {
    ItemId[] items = successors.keySet().toArray(ItemId[]::new);
    Arrays.sort(items, Comparator.comparing(ItemId::value));
    long[] units = new long[items.length];
    for (int i = 0; i < items.length; i++) {
      units[i] = successors.get(items[i]).unitsAt(total.epoch());
    }
    // What would not fit into the row need not travel, and might not fit into a record.
    return new Row(total, latest, items, units).cutTo(bound);
  }
}
