package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import java.util.Optional;
import java.util.Set;

/**
 * Which items may be shown in answer to one request: those the catalogue allows, of the content
 * type that is wanted, and outside the exclude set.
 *
 * @param excluded never to be shown
 * @param type the type that is wanted; an item nobody described has none
 */
record Showable(Catalogue catalogue, Set<ItemId> excluded, Optional<ContentType> type)
    implements CandidateSource.Allowed {

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

  @Override
  public boolean test(Item item) {
    return !excluded.contains(item.id()) && allows(item);
  }

  private boolean allows(ItemId id, Optional<Item> item) {
    return item.isPresent() ? allows(item.get()) : type.isEmpty() && catalogue.mayShow(id);
  }

  private boolean allows(Item item) {
    return item.available() && (type.isEmpty() || item.type().equals(type.get()));
  }
}
