package freshet.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The last committed word of a compacted topic on every key; of a changelog: what would be
 * restored, whatever dies now.
 */
public final class CommittedTable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration STALLED_AFTER = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);

  private CommittedTable() {}

  /**
   * Reads a topic from its beginning to where it ends now; deleted keys are missing.
   *
   * @param kept what is remembered of a value, so that a large table fits into memory
   * @throws FailedBenchException if nothing of it can be read for a minute
   */
  public static <V> Map<String, V> read(
      String bootstrapServers, String topic, Function<byte[], V> kept) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, LIMIT).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
      Map<String, V> table = new HashMap<>();
      long reached = -1;
      long since = System.nanoTime();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey(), LIMIT) < end.getValue())) {
        long now =
            partitions.stream().mapToLong(partition -> consumer.position(partition, LIMIT)).sum();
        if (now > reached) {
          reached = now;
          since = System.nanoTime();
        } else if (System.nanoTime() - since > STALLED_AFTER.toNanos()) {
          throw new FailedBenchException(
              "%s could not be read further for %d s; try again on a machine with less to do"
                  .formatted(topic, STALLED_AFTER.toSeconds()));
        }
        consumer
            .poll(POLL)
            .forEach(
                change -> {
                  if (change.value() == null) {
                    table.remove(change.key());
                  } else {
                    table.put(change.key(), kept.apply(change.value()));
                  }
                });
      }
      return table;
    }
  }
}
