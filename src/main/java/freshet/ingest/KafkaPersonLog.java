package freshet.ingest;

import freshet.avro.InteractionRecord;
import freshet.event.ErasureId;
import freshet.event.PersonLog;
import freshet.event.UnavailableException;
import freshet.event.UserId;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.Headers;

/**
 * Says in the `interactions` topic what becomes of a person's data.
 *
 * @param writer shared with other logs
 * @param topic the `interactions` topic
 */
public record KafkaPersonLog(TopicWriter writer, Topic<UserId, InteractionRecord> topic)
    implements PersonLog {

  @Override
  public CompletableFuture<Void> erase(UserId user, ErasureId id) {
    return append(user, PersonRecords.erasing(id));
  }

  @Override
  public CompletableFuture<Void> merge(UserId from, UserId into) {
    return append(from, PersonRecords.merging(into));
  }

  private CompletableFuture<Void> append(UserId user, Headers headers) {
    return writer
        .append(topic, user, null, headers)
        .exceptionally(
            error -> {
              throw new UnavailableException("Kafka did not take the request in time", error);
            });
  }
}
