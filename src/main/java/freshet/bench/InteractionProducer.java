package freshet.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends to Kafka as fast as it goes: idempotent, acknowledged by all, in large batches. It waits
 * when 32 MiB are on their way, and for one record at most half a minute.
 */
public final class InteractionProducer implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private InteractionProducer(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Connects.
   *
   * @param linger how long a batch waits to be filled: some milliseconds for throughput, 0 where
   *     each event's latency is measured
   */
  public static InteractionProducer connect(String bootstrapServers, Duration linger) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L << 20);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    return new InteractionProducer(
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** Hands an interaction over; {@link #flush} says whether it arrived. */
  public void send(String topic, SerializedInteraction interaction) {
    send(topic, interaction, (metadata, error) -> {});
  }

  /**
   * Hands an interaction over.
   *
   * @param arrived told when it has been acknowledged, or why it was not
   */
  public void send(String topic, SerializedInteraction interaction, Callback arrived) {
    var unused =
        producer.send(
            new ProducerRecord<>(topic, interaction.key(), interaction.value()),
            (metadata, error) -> {
              if (error != null) {
                failure.compareAndSet(null, error);
              }
              arrived.onCompletion(metadata, error);
            });
  }

  /**
   * Waits until all that was sent is acknowledged, each record for half a minute at most.
   *
   * @throws FailedBenchException if any was not
   */
  public void flush() {
    producer.flush();
    Exception error = failure.get();
    if (error != null) {
      throw new FailedBenchException(
          "Kafka did not take all interactions (%s); look whether the server still runs and the disk is full"
              .formatted(error.getMessage()),
          error);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }
}
