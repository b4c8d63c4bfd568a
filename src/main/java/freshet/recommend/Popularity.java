package freshet.recommend;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.ItemId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is popular, by several half-lives. */
public interface Popularity {
  /**
   * One popular item.
   *
   * @param item the item
   * @param events interactions ever counted
   * @param shares per half-life (in the order of {@link #halfLives()}), its part of all decayed
   *     weight, 0 to 1
   */
  record Popular(ItemId item, long events, List<Double> shares) {}

  /** The half-lives that are kept, shortest first; the last is {@link HalfLife#NEVER}. Constant. */
  List<HalfLife> halfLives();

  /**
   * Every item on a top list, by content type; those of items without one are under empty.
   *
   * <p>Immutable: the same map as long as nothing has changed, and another one afterwards.
   */
  Map<Optional<ContentType>, List<Popular>> tops();
}
