package freshet.cooccurrence;

import freshet.decay.DecayedSum;
import freshet.event.ItemId;
import java.util.HashMap;
import java.util.Map;

/** Collects the steps from one item until the commit; then it is one {@link Row} to add. */
final class RowChange {
  private final Map<ItemId, DecayedSum> successors = new HashMap<>();
  private DecayedSum total = DecayedSum.ZERO;

  void add(ItemId successor, DecayedSum weight) {
    successors.merge(successor, weight, DecayedSum::plus);
    total = total.plus(weight);
  }

  /** How many successors have been collected. */
  int size() {
    return successors.size();
  }

  /** Everything collected, as a row. */
  Row toRow() {
    ItemId[] items =
        successors.keySet().stream()
            .sorted(java.util.Comparator.comparing(ItemId::value))
            .toArray(ItemId[]::new);
    long[] units = new long[items.length];
    for (int i = 0; i < items.length; i++) {
      units[i] = successors.get(items[i]).unitsAt(total.epoch());
    }
    return new Row(total, items, units);
  }
}
