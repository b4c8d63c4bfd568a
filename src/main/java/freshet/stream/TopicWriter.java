package freshet.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes to topics from outside the topology: idempotent, acknowledged by all in-sync replicas,
 * with a bound on memory and on every wait.
 */
public final class TopicWriter implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final Supplier<Map<String, String>> context;
  private final LongAdder failures = new LongAdder();

  public TopicWriter(Producer<byte[], byte[]> producer) {
    this(producer, Map::of);
  }

  private TopicWriter(Producer<byte[], byte[]> producer, Supplier<Map<String, String>> context) {
    this.producer = producer;
    this.context = context;
  }

  /**
   * Connects to a cluster.
   *
   * @param connection bootstrap servers and whatever security they need
   */
  public static TopicWriter connect(Map<String, Object> connection) {
    return connect(connection, Map::of);
  }

  /**
   * Connects to a cluster.
   *
   * @param context headers that a record gets besides its own, from the thread that appends it: the
   *     trace it belongs to, say
   */
  public static TopicWriter connect(
      Map<String, Object> connection, Supplier<Map<String, String>> context) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    // A sender waits for the acknowledgement: what batching gains above this it loses in latency.
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L << 20);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
    return new TopicWriter(
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
        context);
  }

  /**
   * Appends a record; records of one key keep their order.
   *
   * @param value null deletes the key from a compacted topic
   * @return completes when the topic has it for good; fails with Kafka's reason
   */
  public <K, V> CompletableFuture<Void> append(Topic<K, V> topic, K key, V value) {
    return append(topic, key, value, new RecordHeaders());
  }

  /** Appends a record with headers. */
  public <K, V> CompletableFuture<Void> append(Topic<K, V> topic, K key, V value, Headers headers) {
    return place(topic, key, value, headers).thenApply(place -> null);
  }

  /**
   * Appends a record.
   *
   * @return completes with its place when the topic has it for good; fails with Kafka's reason
   */
  public <K, V> CompletableFuture<RecordMetadata> place(
      Topic<K, V> topic, K key, V value, Headers headers) {
    CompletableFuture<RecordMetadata> done = new CompletableFuture<>();
    try {
      context
          .get()
          .forEach((name, said) -> headers.add(name, said.getBytes(StandardCharsets.UTF_8)));
      byte[] keyBytes = topic.keys().serializer().serialize(topic.name(), key);
      byte[] valueBytes = topic.values().serializer().serialize(topic.name(), headers, value);
      // The callback tells `done`; the future says the same.
      var unused =
          producer.send(
              new ProducerRecord<>(topic.name(), null, keyBytes, valueBytes, headers),
              (metadata, error) -> {
                if (error == null) {
                  done.complete(metadata);
                } else {
                  failures.increment();
                  done.completeExceptionally(error);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      failures.increment();
      done.completeExceptionally(e);
    }
    return done;
  }

  /** How many records were not taken, ever. */
  public long failures() {
    return failures.sum();
  }

  /** Sends what is buffered, for at most five seconds, and closes. */
  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }
}
