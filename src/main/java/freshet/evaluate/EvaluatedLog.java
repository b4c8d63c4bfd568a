package freshet.evaluate;

import freshet.event.Interaction;
import freshet.event.Item;
import freshet.event.ItemId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A log to evaluate on.
 *
 * @param interactions in time order
 * @param items in no particular order
 * @param timed whether the times say when things happened, and not just in which order
 */
public record EvaluatedLog(List<Interaction> interactions, List<Item> items, boolean timed) {

  /** A log that knows when things happened. */
  public EvaluatedLog(List<Interaction> interactions, List<Item> items) {
    this(interactions, items, true);
  }

  /** Items by age, so that none is known before it was made; those without an age come first. */
  List<Item> itemsByAge() {
    return items.stream()
        .sorted(Comparator.comparing(item -> item.created().orElse(java.time.Instant.MIN)))
        .toList();
  }

  /** The log without the items that have fewer interactions than {@code least}. */
  public EvaluatedLog withoutRareItems(int least) {
    if (least <= 1) {
      return this;
    }
    Map<ItemId, Integer> counts = new HashMap<>();
    interactions.forEach(event -> counts.merge(event.item(), 1, Integer::sum));
    return new EvaluatedLog(
        interactions.stream().filter(event -> counts.get(event.item()) >= least).toList(),
        items.stream().filter(item -> counts.getOrDefault(item.id(), 0) >= least).toList(),
        timed);
  }
}
