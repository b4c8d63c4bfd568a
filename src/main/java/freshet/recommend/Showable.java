package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which items may be shown in answer to one request: those the catalogue allows, of the content
 * type that is wanted, and outside the exclude set.
 *
 * @param excluded never to be shown
 * @param type the type that is wanted; an item nobody described has none
 */
record Showable(Catalogue catalogue, Set<ItemId> excluded, Optional<ContentType> type)
    implements Predicate<ItemId> {

  @Override
  public boolean test(ItemId id) {
    return !excluded.contains(id) && allows(id, catalogue.find(id));
  }

  /**
   * The same for an item that was looked up already.
   *
   * @param item what the catalogue knows about it
   */
  boolean test(ItemId id, Optional<Item> item) {
    return !excluded.contains(id) && allows(id, item);
  }

  private boolean allows(ItemId id, Optional<Item> item) {
    if (item.isEmpty()) {
      return type.isEmpty() && catalogue.mayShow(id);
    }
    return item.get().available() && (type.isEmpty() || item.get().type().equals(type.get()));
  }
}
