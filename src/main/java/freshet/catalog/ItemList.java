package freshet.catalog;

import freshet.event.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Items, newest first; those of unknown age last, and of the same age by id. Changed by one thread,
 * read by many.
 */
final class ItemList {
  private static final Comparator<Item> NEWEST_FIRST =
      Comparator.comparing((Item item) -> item.created().orElse(Instant.MIN))
          .reversed()
          .thenComparing(item -> item.id().value());

  private final NavigableSet<Item> items = new ConcurrentSkipListSet<>(NEWEST_FIRST);

  /** Counted along: the set would have to walk over all items. */
  private final AtomicInteger size = new AtomicInteger();

  void add(Item item) {
    if (items.add(item)) {
      size.incrementAndGet();
    }
  }

  void remove(Item item) {
    if (items.remove(item)) {
      size.decrementAndGet();
    }
  }

  int size() {
    return size.get();
  }

  List<Item> newest(int limit) {
    List<Item> newest = new ArrayList<>(Math.min(limit, size()));
    for (Item item : items) {
      if (newest.size() == limit) {
        break;
      }
      newest.add(item);
    }
    return newest;
  }
}
