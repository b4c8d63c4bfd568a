package freshet.simulate;

import freshet.event.InteractionDraft;
import freshet.event.Item;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** Something that happens in the generated world. */
public sealed interface Happening {
  /** When it happens. */
  Instant time();

  /**
   * An item is published.
   *
   * @param item its creation time is the time of the happening
   */
  record ItemBorn(Item item) implements Happening {
    @Override
    public Instant time() {
      return item.created().orElseThrow();
    }
  }

  /**
   * A reader interacts with an item.
   *
   * @param eventId unique among all events of all worlds made at different times
   * @param user the reader
   * @param item what they read or play
   * @param type view, like, dislike, bookmark or play
   * @param session the visit it belongs to
   * @param seconds dwell or play time, for view and play
   * @param slate the slate it answers, if it answers one
   */
  record Interacted(
      String eventId,
      String user,
      String item,
      String type,
      Instant time,
      String session,
      OptionalDouble seconds,
      Optional<String> slate)
      implements Happening {

    /** The interaction as a sender would write it. */
    public InteractionDraft draft() {
      return new InteractionDraft(
          eventId,
          user,
          item,
          type,
          time,
          session,
          seconds.isPresent() ? seconds.getAsDouble() : null,
          slate.orElse(null));
    }

    /** The same in answer to a slate. */
    public Interacted answering(String slateId) {
      return new Interacted(
          eventId, user, item, type, time, session, seconds, Optional.of(slateId));
    }
  }
}
