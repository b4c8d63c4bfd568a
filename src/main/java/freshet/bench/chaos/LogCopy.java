package freshet.bench.chaos;

import freshet.avro.InteractionRecord;
import freshet.bench.FailedBenchException;
import freshet.bench.InteractionProducer;
import freshet.bench.SerializedInteraction;
import freshet.event.Interaction;
import freshet.event.UserId;
import freshet.ingest.Interactions;
import freshet.stream.Topic;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Copies the log of a disturbed server to one that is not, each interaction once: at its first
 * appearance, which is the one that counts.
 *
 * <p>So both topologies see the same interactions of a user in the same order, and whatever differs
 * in their state differs because of the disturbance. Whether the log itself holds what was accepted
 * is told on the way, since each interaction follows from its number.
 */
final class LogCopy {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration STALLED_AFTER = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LINGER = Duration.ofMillis(10);

  /**
   * What a log holds.
   *
   * @param first distinct interactions
   * @param again records that repeat one of them
   * @param altered records that are not what was sent
   */
  record Content(long first, long again, long altered) {}

  private final NumberedInteractions interactions;
  private final BitSet seen = new BitSet();
  private long again;
  private long altered;

  /**
   * @param interactions those that were sent
   */
  LogCopy(NumberedInteractions interactions) {
    this.interactions = interactions;
  }

  /**
   * Copies all that is in the log now.
   *
   * @param from the log, with a serde that knows its registry
   * @param to where it is copied to, with a serde that knows the registry there
   * @param progress told now and then how many have been copied
   * @throws FailedBenchException if nothing can be read or written for a minute
   */
  Content copy(
      String fromServers,
      Topic<UserId, InteractionRecord> from,
      String toServers,
      Topic<UserId, InteractionRecord> to,
      LongConsumer progress) {
    try (KafkaConsumer<String, InteractionRecord> consumer =
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers", fromServers,
                    "isolation.level", "read_committed",
                    "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                from.values().deserializer());
        InteractionProducer producer = InteractionProducer.connect(toServers, LINGER)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(from.name(), LIMIT).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
      long since = System.nanoTime();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey(), LIMIT) < end.getValue())) {
        boolean any = false;
        for (ConsumerRecord<String, InteractionRecord> message : consumer.poll(POLL)) {
          any = true;
          take(message.value(), producer, to);
        }
        if (any) {
          since = System.nanoTime();
          progress.accept(seen.cardinality());
        } else if (System.nanoTime() - since > STALLED_AFTER.toNanos()) {
          throw new FailedBenchException(
              "the log could not be read further for %d s; try again on a machine with less to do"
                  .formatted(STALLED_AFTER.toSeconds()));
        }
      }
      producer.flush();
    }
    return new Content(seen.cardinality(), again, altered);
  }

  private void take(
      InteractionRecord message,
      InteractionProducer producer,
      Topic<UserId, InteractionRecord> to) {
    long number = NumberedInteractions.numberOf(message.getEventId());
    Interaction sent = interactions.at(number);
    if (!message.equals(Interactions.toRecord(sent))) {
      altered++;
    }
    int place = Math.toIntExact(number);
    if (seen.get(place)) {
      again++;
    } else {
      seen.set(place);
      producer.send(to.name(), SerializedInteraction.of(sent, to));
    }
  }
}
