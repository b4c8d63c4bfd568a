package freshet.http.interaction;

import freshet.event.Admission;
import freshet.event.InteractionDraft;
import freshet.http.batch.ElementReader;
import freshet.http.batch.Fields;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * Reads an interaction: user or session, item, type, and optionally eventId, time, session, seconds
 * and slate; other fields are passed over.
 */
final class InteractionReader implements ElementReader<IncomingInteraction> {
  private final Admission admission;
  private final Clock clock;

  InteractionReader(Admission admission, Clock clock) {
    this.admission = admission;
    this.clock = clock;
  }

  @Override
  public IncomingInteraction read(Fields fields) throws IOException {
    String eventId = null;
    String user = null;
    String item = null;
    String type = null;
    Instant time = null;
    String session = null;
    Double seconds = null;
    String slate = null;
    while (fields.next()) {
      switch (fields.name()) {
        case "eventId" -> eventId = fields.text();
        case "user" -> user = fields.text();
        case "item" -> item = fields.text();
        case "type" -> type = fields.text();
        case "time" -> time = fields.time();
        case "session" -> session = fields.text();
        case "seconds" -> seconds = fields.number();
        case "slate" -> slate = fields.text();
        default -> fields.skip();
      }
    }
    fields.check();
    if (session == null || session.isEmpty()) {
      Fields.require("user", user);
    }
    Fields.require("item", item);
    Fields.require("type", type);
    Instant now = clock.instant();
    InteractionDraft draft =
        new InteractionDraft(
            eventId == null ? UUID.randomUUID().toString() : eventId,
            user,
            item,
            type,
            time == null ? now : time,
            session,
            seconds,
            slate);
    return new IncomingInteraction(admission.admit(draft, now), eventId == null);
  }
}
