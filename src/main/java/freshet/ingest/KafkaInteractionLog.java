package freshet.ingest;

import freshet.avro.InteractionRecord;
import freshet.event.Interaction;
import freshet.event.InteractionLog;
import freshet.event.UnavailableException;
import freshet.event.UserId;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.util.concurrent.CompletableFuture;

/**
 * The interaction log on Kafka.
 *
 * @param writer shared with other logs
 * @param topic the `interactions` topic
 */
public record KafkaInteractionLog(TopicWriter writer, Topic<UserId, InteractionRecord> topic)
    implements InteractionLog {

  @Override
  public CompletableFuture<Void> append(Interaction interaction) {
    return writer
        .append(topic, interaction.user(), Interactions.toRecord(interaction))
        .exceptionally(
            error -> {
              throw new UnavailableException("Kafka did not take the interaction in time", error);
            });
  }
}
