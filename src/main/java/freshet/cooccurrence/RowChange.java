package freshet.cooccurrence;

import freshet.decay.DecayedSum;
import freshet.event.ItemId;
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
    ItemId[] items = new ItemId[successors.size()];
    long[] units = new long[items.length];
    int n = 0;
    for (Map.Entry<ItemId, DecayedSum> successor : successors.entrySet()) {
      items[n] = successor.getKey();
      units[n++] = successor.getValue().unitsAt(total.epoch());
    }
    // What would not fit into the row need not travel, and might not fit into a record.
    return new Row(total, latest, Successors.of(items, units)).cutTo(bound);
  }
}
