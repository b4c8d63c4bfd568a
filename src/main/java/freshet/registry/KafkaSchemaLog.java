package freshet.registry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded registry's log in a compacted topic of one partition, {@code _schemas} by default,
 * which is made if it is missing.
 *
 * <p>Every append is a Kafka transaction under one transactional id for the whole cluster. Kafka
 * lets only the newest producer of an id commit, so the registry that wrote last is the only one
 * that can write; another must take the id over, and reads the log to its end before it tries
 * again. That is how two registries never give one id to two schemas.
 */
public final class KafkaSchemaLog implements SchemaLog {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSchemaLog.class);

  /** Name of the topic, as with Confluent's registry. */
  public static final String TOPIC = "_schemas";

  private static final int READ_MILLIS = 100;

  private final String topic;
  private final Map<String, Object> clientSettings;
  private final Duration timeout;
  private final TopicPartition partition;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private KafkaProducer<byte[], byte[]> producer;

  /** Whether everything has been read that was appended before or by this producer. */
  private boolean current;

  /** The offset behind the last record of this log's own, to which reading has to come. */
  private long ownEnd;

  /**
   * Opens the log.
   *
   * @param clientSettings what every Kafka client needs: {@code bootstrap.servers} and security
   * @param timeout limit for each operation, such as 10 s
   * @throws RegistryUnavailableException if Kafka does not answer
   * @throws IllegalStateException if the topic is there but is not what a log needs
   */
  public KafkaSchemaLog(Map<String, ?> clientSettings, String topic, Duration timeout) {
    this.topic = topic;
    this.clientSettings = new HashMap<>(clientSettings);
    this.timeout = timeout;
    this.partition = new TopicPartition(topic, 0);
    requireTopic();
    this.consumer = newConsumer();
    consumer.assign(Set.of(partition));
    consumer.seekToBeginning(Set.of(partition));
  }

  private void requireTopic() {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis());
    try (Admin admin = Admin.create(settings)) {
      try {
        NewTopic wanted =
            new NewTopic(topic, Optional.of(1), Optional.empty())
                .configs(
                    Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        admin.createTopics(List.of(wanted)).all().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
        requireCompacted(admin);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private void requireCompacted(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config =
        admin
            .describeConfigs(List.of(resource))
            .all()
            .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .get(resource);
    String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      throw new IllegalStateException(
          "topic %s has cleanup.policy=%s and would lose schemas; set it to compact"
              .formatted(topic, policy));
    }
  }

  private KafkaConsumer<byte[], byte[]> newConsumer() {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis());
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, READ_MILLIS);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private int millis() {
    return Math.toIntExact(timeout.toMillis());
  }

  @Override
  public List<LogRecord> read() {
    long deadline = System.nanoTime() + timeout.toNanos();
    List<LogRecord> records = new ArrayList<>();
    long start = -1;
    try {
      start = consumer.position(partition, timeout);
      // What has just been committed may not count as committed here yet: a commit returns before
      // its marker is in the topic.
      long end = Math.max(ownEnd, consumer.endOffsets(Set.of(partition), timeout).get(partition));
      while (consumer.position(partition, timeout) < end) {
        if (System.nanoTime() > deadline) {
          throw new org.apache.kafka.common.errors.TimeoutException(
              "the end of topic " + topic + " was not reached in " + timeout);
        }
        for (ConsumerRecord<byte[], byte[]> record :
            consumer.poll(Duration.ofMillis(READ_MILLIS))) {
          understood(record).ifPresent(records::add);
        }
      }
    } catch (KafkaException e) {
      readAgainFrom(start);
      throw unavailable(e);
    } catch (IllegalStateException e) {
      readAgainFrom(start);
      throw e;
    }
    current = true;
    return records;
  }

  /** Takes back what a failed read has read, which would be lost otherwise. */
  private void readAgainFrom(long start) {
    if (start >= 0) {
      consumer.seek(partition, start);
    }
  }

  private Optional<LogRecord> understood(ConsumerRecord<byte[], byte[]> record) {
    if (!LogFormat.isKey(record.key())) {
      LOG.warn(
          "Topic {} holds a record at offset {} that no schema registry has written; it is passed over",
          topic,
          record.offset());
      return Optional.empty();
    }
    try {
      return LogFormat.read(record.key(), record.value());
    } catch (SerializationException e) {
      throw new IllegalStateException(
          "topic %s holds a record at offset %d with the key %s whose value no schema registry has written; write the right value under that key again, since the schemas of what was written must be known"
              .formatted(topic, record.offset(), new String(record.key(), StandardCharsets.UTF_8)),
          e);
    }
  }

  @Override
  public boolean append(List<LogRecord> records) {
    try {
      if (producer == null) {
        takeOver();
        return false;
      }
      if (!current) {
        return false;
      }
      current = false;
      producer.beginTransaction();
      Future<RecordMetadata> last = null;
      for (LogRecord record : records) {
        LogFormat.Bytes bytes = LogFormat.write(record);
        last = producer.send(new ProducerRecord<>(topic, 0, bytes.key(), bytes.value()));
      }
      // Fails if any of the records did, so that the last one's offset is there after it.
      producer.commitTransaction();
      ownEnd = last == null ? ownEnd : last.get().offset() + 1;
      return true;
    } catch (ExecutionException e) {
      abandonProducer();
      throw unavailable(e);
    } catch (InterruptedException e) {
      abandonProducer();
      throw new InterruptException(e);
    } catch (KafkaException e) {
      abandonProducer();
      if (isShutOut(e)) {
        return false;
      }
      throw unavailable(e);
    }
  }

  /** Whether another registry has taken over; the producer says so itself or wraps it. */
  private static boolean isShutOut(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  /** Shuts every other registry out until it takes over in turn. */
  private void takeOver() {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "freshet" + topic);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis());
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis());
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis());
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis());
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    current = false;
    producer.initTransactions();
  }

  private void abandonProducer() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  private RegistryUnavailableException unavailable(Exception cause) {
    return new RegistryUnavailableException(
        "the embedded schema registry cannot use its topic %s; check that Kafka is up"
            .formatted(topic),
        cause);
  }

  @Override
  public void close() {
    abandonProducer();
    consumer.close(CloseOptions.timeout(timeout));
  }
}
