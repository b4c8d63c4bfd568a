package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import java.util.Optional;
import java.util.Set;

/**
 * Which items may be shown in answer to one request: those the catalogue allows, of the content
 * type that is wanted, outside the exclude set, and as the caller wants them.
 *
 * @param excluded never to be shown
 * @param type the type that is wanted; an item nobody described has none
 * @param wanted what else an item must be; asked last, for it may take longest
 */
record Showable(
    Catalogue catalogue, Set<ItemId> excluded, Optional<ContentType> type, Wanted wanted)
    implements CandidateSource.Allowed {

  /** What a caller wants an item to be. */
  @FunctionalInterface
  interface Wanted {
    /** Anything. */
    Wanted ANY = (id, item) -> true;

    /**
     * Whether an item is wanted.
     *
     * @param item what the catalogue knows about it
     */
    boolean test(ItemId id, Optional<Item> item);
  }

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
    return !excluded.contains(item.id())
        && allows(item)
        && (wanted == Wanted.ANY || wanted.test(item.id(), Optional.of(item)));
  }

  private boolean allows(ItemId id, Optional<Item> item) {
    return (item.isPresent() ? allows(item.get()) : type.isEmpty() && catalogue.mayShow(id))
        && wanted.test(id, item);
  }

  private boolean allows(Item item) {
    return item.available() && (type.isEmpty() || item.type().equals(type.get()));
  }
}
