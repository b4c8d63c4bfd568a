package freshet.profile;

import freshet.avro.ErasureRecord;
import freshet.event.Erasure;
import freshet.event.ErasureId;
import freshet.event.PersonLog;
import freshet.event.UnavailableException;
import freshet.event.UserId;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Takes erasures in: first it is written that one was asked for, then that it is to be done.
 * Whoever gets no answer in between may ask again; an erasure that was never to be done is then
 * left over, under an id that nobody was told.
 *
 * @param writer shared with other logs
 * @param erasures where erasures are proved
 * @param log where it is said what becomes of a person's data
 */
public record KafkaErasures(
    TopicWriter writer, Topic<ErasureId, ErasureRecord> erasures, PersonLog log) {

  /**
   * Takes in an erasure.
   *
   * @param now when it was asked for
   * @return completes when it will be done, whatever dies; fails with {@link UnavailableException}
   */
  public CompletableFuture<Void> accept(ErasureId id, UserId user, Instant now) {
    return writer
        .append(erasures, id, ErasuresTopic.toRecord(Erasure.accepted(id, now)))
        .exceptionally(
            error -> {
              throw new UnavailableException("Kafka did not take the erasure in time", error);
            })
        .thenCompose(written -> log.erase(user, id));
  }
}
