package freshet.cooccurrence;

import freshet.decay.DecayedSum;
import freshet.event.ItemId;
import java.util.HashMap;
import java.util.Map;

/** Collects the steps from one item until the commit; then it is one {@link Row} to add. */
final class RowChange {
  private final Map<ItemId, Units> successors = new HashMap<>();
  private DecayedSum total = DecayedSum.ZERO;
  private long latest;

  /** The units of one successor at the total's landmark. */
  private static final class Units {
    private long units;
  }

  /**
   * Adds one step.
   *
   * @param time event time of the step, milliseconds since 1970
   */
  void add(ItemId successor, DecayedSum weight, long time) {
    DecayedSum sum = total.plus(weight);
    if (sum.epoch() != total.epoch()) {
      for (Units one : successors.values()) {
        one.units = DecayedSum.moved(one.units, total.epoch(), sum.epoch());
      }
    }
    total = sum;
    Units known = successors.computeIfAbsent(successor, any -> new Units());
    known.units = Math.addExact(known.units, weight.unitsAt(sum.epoch()));
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
    for (Map.Entry<ItemId, Units> successor : successors.entrySet()) {
      items[n] = successor.getKey();
      units[n++] = successor.getValue().units;
    }
    // What would not fit into the row need not travel, and might not fit into a record.
    return new Row(total, latest, Successors.of(items, units)).cutTo(bound);
  }
}
