package freshet.evaluate;

import freshet.event.EventId;
import freshet.event.Interaction;
import freshet.event.ItemId;
import freshet.event.UserId;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes interactions that millions of can be in memory at once: each name is there once, and ids
 * are short.
 */
public final class SlimInteractions {
  private final Map<UserId, UserId> users = new HashMap<>();
  private final Map<ItemId, ItemId> items = new HashMap<>();
  private long made;

  /** The same interaction under another event id, which is this object's own. */
  public Interaction slim(Interaction event) {
    return new Interaction(
        new EventId(Long.toString(made++, Character.MAX_RADIX)),
        users.computeIfAbsent(event.user(), user -> user),
        items.computeIfAbsent(event.item(), item -> item),
        event.type(),
        event.time(),
        event.session(),
        event.seconds(),
        event.slate());
  }

  /** How many it has made. */
  public long made() {
    return made;
  }
}
