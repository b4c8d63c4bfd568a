package freshet.app;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/**
 * Asks Kafka how far the topology, on whatever instance, has committed the `interactions` topic:
 * offset behind the last record, by partition. Connects when it is asked for the first time.
 */
final class CommittedOffsets
    implements Supplier<CompletableFuture<Map<Integer, Long>>>, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Map<String, Object> connection;
  private final String group;
  private final String topic;

  /** Guarded by this. */
  private Admin admin;

  /** Guarded by this. */
  private boolean closed;

  private CommittedOffsets(Map<String, Object> connection, String group, String topic) {
    this.connection = connection;
    this.group = group;
    this.topic = topic;
  }

  static CommittedOffsets of(Settings settings, Map<String, Object> connection, Topics topics) {
    return new CommittedOffsets(connection, settings.application(), topics.interactions().name());
  }

  @Override
  public CompletableFuture<Map<Integer, Long>> get() {
    try {
      return connected()
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .toCompletionStage()
          .toCompletableFuture()
          .thenApply(
              offsets -> {
                Map<Integer, Long> ofTopic = new HashMap<>();
                offsets.forEach(
                    (partition, at) -> {
                      if (at != null && partition.topic().equals(topic)) {
                        ofTopic.put(partition.partition(), at.offset());
                      }
                    });
                return ofTopic;
              });
    } catch (KafkaException | IllegalStateException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized Admin connected() {
    if (closed) {
      throw new IllegalStateException("Freshet is closing");
    }
    if (admin == null) {
      Map<String, Object> settings = new HashMap<>(connection);
      settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
      settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
      admin = Admin.create(settings);
    }
    return admin;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
