package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import java.util.List;
import java.util.Optional;

/** The items of the site, as this instance knows them. */
public interface Catalogue {
  /** What is known about an item; empty if the site has not described it, or has deleted it. */
  Optional<Item> find(ItemId item);

  /**
   * Whether an item may be shown: described and available, or never described at all. Only an item
   * that was withdrawn or deleted may not.
   */
  boolean mayShow(ItemId item);

  /** The newest available items with a tag, newest first, at most {@code limit}. */
  List<Item> withTag(String tag, int limit);

  /**
   * The newest available items, of one content type if given, newest first, at most {@code limit}.
   */
  List<Item> newest(Optional<ContentType> type, int limit);

  /** How many available items carry a tag. */
  int countWithTag(String tag);

  /** Whether any available item has this content type. */
  boolean hasType(ContentType type);

  /** Whether an item may be described: it is already, or there is room for one more. */
  default boolean hasRoomFor(ItemId item) {
    return true;
  }

  /** How many items are described, available or not. */
  int size();

  /**
   * Every item that is described, available or not, in no order. What comes or goes while it is
   * iterated over may be among them or not.
   */
  Iterable<Item> all();
}
