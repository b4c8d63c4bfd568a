package freshet.bench;

import freshet.avro.InteractionRecord;
import freshet.event.Interaction;
import freshet.event.UserId;
import freshet.ingest.Interactions;
import freshet.stream.Topic;

/**
 * An interaction as it lies in Kafka, ready to be sent at the cost of sending alone.
 *
 * @param key the user
 * @param value in Confluent's wire format
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
public record SerializedInteraction(byte[] key, byte[] value) {

  /** Written as any producer of the topic writes it. */
  public static SerializedInteraction of(
      Interaction interaction, Topic<UserId, InteractionRecord> topic) {
    return new SerializedInteraction(
        topic.keys().serializer().serialize(topic.name(), interaction.user()),
        topic.values().serializer().serialize(topic.name(), Interactions.toRecord(interaction)));
  }
}
