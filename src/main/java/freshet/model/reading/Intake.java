package freshet.model.reading;

import freshet.event.Interaction;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import java.time.Instant;

/** Takes in a log: interactions in any order, then what is said of items. */
public interface Intake {
  /** Takes an interaction. */
  void add(Interaction interaction);

  /** Takes what is said of an item, in place of what was said before; after all interactions. */
  void describe(Item item);

  /** Forgets what was said of an item. */
  void withdraw(ItemId item);

  /**
   * Leaves out what a user did up to a time, whether it was given already or comes later.
   *
   * @param until the latest event time that is left out
   */
  void forget(UserId user, Instant until);

  /** How many interactions it was given. */
  long size();
}
