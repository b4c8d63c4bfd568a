package freshet.recommend;

import freshet.event.ItemId;
import java.util.List;

/** Reads what people touch after an item. */
public interface Neighbourhood {
  /**
   * One successor.
   *
   * @param item what came after
   * @param probability P(next is this | current is the item asked for), 0 to 1
   */
  record Neighbour(ItemId item, double probability) {}

  /**
   * The neighbours of one item.
   *
   * @param support decayed weight of all evidence; the probabilities of a small one say little
   * @param neighbours most probable first
   */
  record Neighbours(double support, List<Neighbour> neighbours) {
    public static final Neighbours NONE = new Neighbours(0, List.of());
  }

  /** The neighbours of an item; {@link Neighbours#NONE} where there is no evidence. */
  Neighbours of(ItemId item);
}
