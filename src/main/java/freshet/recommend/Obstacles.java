package freshet.recommend;

import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.UserHistory.Touch;
import freshet.recommend.filter.Asker;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds what stands in the way of an item. */
final class Obstacles {
  private final Catalogue catalogue;
  private final SlateRequest request;
  private final Asker asker;
  private final Set<ItemId> hidden;
  private final Set<ItemId> touched;

  /**
   * @param history of whom the request is for
   */
  Obstacles(Catalogue catalogue, SlateRequest request, UserHistory history, Asker asker) {
    this.catalogue = catalogue;
    this.request = request;
    this.asker = asker;
    this.hidden = new HashSet<>(history.hidden());
    this.touched = new HashSet<>(history.earlier());
    for (Touch touch : history.recent()) {
      touched.add(touch.item());
    }
  }

  /** All of them. */
  Set<Obstacle> of(ItemId id) {
    Set<Obstacle> found = EnumSet.noneOf(Obstacle.class);
    Optional<Item> item = catalogue.find(id);
    if (item.isPresent() ? !item.get().available() : !catalogue.mayShow(id)) {
      found.add(item.isPresent() ? Obstacle.UNAVAILABLE : Obstacle.DELETED);
    }
    if (hidden.contains(id)) {
      found.add(Obstacle.HIDDEN);
    }
    if (request.exclude().contains(id)) {
      found.add(Obstacle.EXCLUDED);
    }
    if (touched.contains(id) && !request.again()) {
      found.add(Obstacle.SEEN);
    }
    if (request.type().isPresent() && !item.map(Item::type).equals(request.type())) {
      found.add(Obstacle.TYPE);
    }
    if (!request.wishes().pass(id, item, asker)) {
      found.add(Obstacle.FILTERED);
    }
    return found;
  }
}
