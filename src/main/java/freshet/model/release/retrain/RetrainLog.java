package freshet.model.release.retrain;

import freshet.avro.RetrainRecord;
import freshet.model.release.retrain.RetrainRequest.Reason;
import freshet.model.release.retrain.RetrainRequest.Wishes;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Asks for models.
 *
 * @param writer shared with others
 * @param requester under whose name
 */
public record RetrainLog(
    TopicWriter writer, Topic<String, RetrainRecord> topic, String requester, Clock clock) {

  /** Asks for one; completes with the id of the request when the topic has it for good. */
  public CompletableFuture<String> ask(Reason reason, Wishes wishes) {
    String id = UUID.randomUUID().toString();
    RetrainRequest request =
        new RetrainRequest(List.of(id), clock.instant(), reason, Optional.of(requester), wishes);
    return writer.append(topic, id, RetrainTopic.toRecord(id, request)).thenApply(done -> id);
  }
}
