package freshet.ingest;

import freshet.avro.InteractionRecord;
import freshet.event.Interaction;
import freshet.event.InteractionLog;
import freshet.event.LogPosition;
import freshet.event.UnavailableException;
import freshet.event.UserId;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The interaction log on Kafka.
 *
 * @param writer shared with other logs
 * @param topic the `interactions` topic
 */
public record KafkaInteractionLog(TopicWriter writer, Topic<UserId, InteractionRecord> topic)
    implements InteractionLog {

  @Override
  public CompletableFuture<LogPosition> append(Interaction interaction) {
    return writer
        .place(
            topic,
            interaction.user(),
            Interactions.toRecord(interaction),
            new RecordHeaders().add(Interactions.ADMITTED, new byte[0]))
        .handle(
            (place, error) -> {
              if (error != null) {
                throw new UnavailableException("Kafka did not take the interaction in time", error);
              }
              return new LogPosition(place.partition(), place.offset());
            });
  }
}
