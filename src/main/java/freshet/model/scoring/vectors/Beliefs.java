package freshet.model.scoring.vectors;

import freshet.event.ItemId;
import freshet.recommend.CandidateSource.Allowed;
import java.util.Iterator;

/** How likely a user is held to turn to each item next; used by one thread. */
public interface Beliefs {
  /** The softmax of an item's logit, above 0 to 1; the logit of an item without a vector is 0. */
  double of(ItemId item);

  /**
   * The items that have vectors, the likeliest first, equals by id.
   *
   * @param allowed what need not be found; some that it forbids may come all the same
   */
  Iterator<ItemId> bestFirst(Allowed allowed);
}
