package freshet.model.reading;

import freshet.event.Interaction;
import freshet.event.Item;
import freshet.event.ItemId;

/** Takes in a log: interactions in any order, then what is said of items. */
public interface Intake {
  /** Takes an interaction. */
  void add(Interaction interaction);

  /** Takes what is said of an item, in place of what was said before; after all interactions. */
  void describe(Item item);

  /** Forgets what was said of an item. */
  void withdraw(ItemId item);

  /** How many interactions it was given. */
  long size();
}
