package freshet.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How many interactions were counted, as it stands committed in the changelog of the popularity
 * counts: what would be restored, whatever dies now.
 */
public final class CountedEvents {
  private static final String CHANGELOG = "-popularity-counts-changelog";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);

  private CountedEvents() {}

  /**
   * Reads all counts.
   *
   * @param application the {@code application.id} of the topology
   * @return interactions by item
   * @throws FailedBenchException if they cannot be read within a minute
   */
  public static Map<String, Long> byItem(String bootstrapServers, String application) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(application + CHANGELOG, LIMIT).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
      Map<String, Long> counts = new HashMap<>();
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey(), LIMIT) < end.getValue())) {
        if (System.nanoTime() > deadline) {
          throw new FailedBenchException(
              "the counts could not be read within %d s; try again on a machine with less to do"
                  .formatted(LIMIT.toSeconds()));
        }
        consumer
            .poll(POLL)
            .forEach(
                change -> {
                  if (change.value() == null) {
                    counts.remove(change.key());
                  } else {
                    counts.put(change.key(), events(change.value()));
                  }
                });
      }
      return counts;
    }
  }

  /** All of them together. */
  public static long total(String bootstrapServers, String application) {
    return byItem(bootstrapServers, application).values().stream().mapToLong(Long::longValue).sum();
  }

  /** A count begins with a byte that is the version of its layout and the number of events. */
  private static long events(byte[] count) {
    try {
      return DecoderFactory.get().binaryDecoder(count, 1, count.length - 1, null).readLong();
    } catch (IOException e) {
      throw new FailedBenchException("a stored count cannot be read; the release is broken", e);
    }
  }
}
