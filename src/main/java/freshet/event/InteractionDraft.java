package freshet.event;

import java.time.Instant;

/**
 * An interaction as a sender wrote it, before {@link Admission} has looked at it; absent values are
 * null, since nothing about it can be trusted yet.
 */
public record InteractionDraft(
    String eventId,
    String user,
    String item,
    String type,
    Instant time,
    String session,
    Double seconds,
    String slate) {

  /** The same at another time. */
  public InteractionDraft at(Instant other) {
    return new InteractionDraft(eventId, user, item, type, other, session, seconds, slate);
  }
}
