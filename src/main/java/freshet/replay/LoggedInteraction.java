package freshet.replay;

import freshet.event.InteractionDraft;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One interaction as a log records it: its user, item and time could be read, but whether it makes
 * sense is for {@link freshet.event.Admission} to say.
 *
 * @param user who did it; the session where the log knows no user
 * @param item what it was done to
 * @param type name of the interaction type, lower-case words joined by hyphens; not checked
 * @param time event time; synthetic where the log has positions only
 * @param session the visit it belongs to
 * @param seconds dwell or play time in seconds, 0 or more
 * @param origin where it stands
 */
public record LoggedInteraction(
    String user,
    String item,
    String type,
    Instant time,
    Optional<String> session,
    OptionalDouble seconds,
    Origin origin) {

  /** The same whenever the same file is read, so that an event sent again is known again. */
  public String eventId() {
    return origin.source().fingerprint() + "-" + origin.row();
  }

  /** The interaction as a sender would write it. */
  public InteractionDraft draft() {
    return new InteractionDraft(
        eventId(),
        user,
        item,
        type,
        time,
        session.orElse(null),
        seconds.isPresent() ? seconds.getAsDouble() : null,
        null);
  }
}
