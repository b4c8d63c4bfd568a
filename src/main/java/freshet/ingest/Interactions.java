package freshet.ingest;

import freshet.avro.InteractionRecord;
import freshet.event.Interaction;
import freshet.event.InteractionDraft;
import freshet.event.UserId;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import org.apache.kafka.common.serialization.Serde;

/**
 * The `interactions` topic: what it is called, what it carries, and how an interaction is written.
 */
public final class Interactions {
  /** Name without prefix. */
  public static final String TOPIC = "interactions";

  /**
   * Header of a record that an instance has admitted and answered for: whatever its clock said
   * then, the event counts.
   */
  static final String ADMITTED = "freshet.admitted";

  private Interactions() {}

  /** The topic under a prefix, which may be empty. */
  public static Topic<UserId, InteractionRecord> topic(
      String prefix, Serde<InteractionRecord> values) {
    return new Topic<>(prefix + TOPIC, new StringSerde<>(UserId::value, UserId::new), values);
  }

  /** An interaction as it is written to the topic. */
  public static InteractionRecord toRecord(Interaction interaction) {
    return InteractionRecord.newBuilder()
        .setEventId(interaction.id().value())
        .setUser(interaction.user().value())
        .setItem(interaction.item().value())
        .setType(interaction.type().name())
        .setTime(interaction.time())
        .setSession(interaction.session().orElse(null))
        .setSeconds(interaction.seconds().isPresent() ? interaction.seconds().getAsDouble() : null)
        .setSlate(interaction.slate().orElse(null))
        .build();
  }

  /** What a record of the topic claims, not yet looked at. */
  public static InteractionDraft toDraft(InteractionRecord event) {
    return new InteractionDraft(
        event.getEventId(),
        event.getUser(),
        event.getItem(),
        event.getType(),
        event.getTime(),
        event.getSession(),
        event.getSeconds(),
        event.getSlate());
  }
}
