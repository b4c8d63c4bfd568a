package freshet.evaluate;

import freshet.event.Item;
import freshet.event.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When each item came to be: when it was created, or, if the log does not say, first touched. */
final class ItemAges {
  private final Map<ItemId, Instant> begun = new HashMap<>();

  ItemAges(List<Item> items) {
    items.forEach(item -> item.created().ifPresent(created -> begun.put(item.id(), created)));
  }

  /** An item was touched; told in time order. */
  void touched(ItemId item, Instant time) {
    begun.putIfAbsent(item, time);
  }

  /** How old an item is; negative if it was touched before it was created. */
  Duration age(ItemId item, Instant time) {
    return Duration.between(begun.getOrDefault(item, time), time);
  }
}
