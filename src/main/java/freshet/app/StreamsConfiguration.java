package freshet.app;

import freshet.ingest.DeadLetters;
import freshet.stream.PoisonHandler;
import freshet.stream.RocksSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/** Turns the settings into those of Kafka Streams. */
final class StreamsConfiguration {
  private static final int SHORT_LINGER_MILLIS = 5;

  /** In a session, so that one that is lost does not end it. */
  private static final int HEARTBEATS = 4;

  /** The shortest that Kafka Streams takes. */
  private static final Duration PROBING = Duration.ofMinutes(1);

  /** Where nobody answers: for a topology whose state nobody is to ask for. */
  static final HostInfo NOWHERE = new HostInfo("127.0.0.1", 1);

  private StreamsConfiguration() {}

  /** Kafka Streams' settings, where nobody counts what is set aside. */
  static Properties of(Settings settings, Map<String, Object> connection, HostInfo self) {
    return of(settings, connection, self, () -> {});
  }

  /**
   * Kafka Streams' settings.
   *
   * @param connection bootstrap servers and whatever security they need
   * @param self where this instance answers
   * @param setAside told of each record that a processor cannot digest
   */
  static Properties of(
      Settings settings, Map<String, Object> connection, HostInfo self, Runnable setAside) {
    Settings.StreamSettings streams = settings.streams();
    Map<String, Object> config = new HashMap<>(connection);
    String applicationId = settings.application();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    config.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
    config.put(
        StreamsConfig.STATE_DIR_CONFIG, settings.dataDirectory().resolve("state").toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, streams.threads());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, streams.guarantee());
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, streams.commitInterval().toMillis());
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, streams.cacheBytes());
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksSettings.class.getName());
    config.put(RocksSettings.MEMORY_BYTES, streams.rocksdbBytes());
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.kafka().replication());
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);

    // With the new protocol a query can be sent to the wrong host during a rebalance (KAFKA-20887);
    // with a fixed member id a restart does not wait for the old session to end.
    config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        applicationId + "-" + streams.instanceId());
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) streams.sessionTimeout().toMillis());
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        (int) streams.sessionTimeout().dividedBy(HEARTBEATS).toMillis());
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");

    config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbys());
    // A new instance takes its share as soon as its standby has caught up, not ten minutes later.
    config.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING.toMillis());

    // A task reads three topics, of which that of transfers is nearly always empty and that of
    // slates may be. Nothing depends on which is read first, so none waits for another.
    config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);

    config.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        PoisonHandler.class.getName());
    config.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class.getName());
    config.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class.getName());
    globalExceptionHandler(config);
    config.put(PoisonHandler.TOPIC, settings.topics().prefix() + DeadLetters.TOPIC);
    config.put(PoisonHandler.WATCH, setAside);

    config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), linger(streams));
    // A commit sends a small batch to each of some thirty partitions: compressing one takes 128 KiB
    // of buffers, made anew for each.
    config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "none");
    // Behind the last record of a topic written in transactions stands a marker that nobody is
    // given.
    // Whoever reads to the end, as a view does at each start, waits out the fetch for it.
    config.put(StreamsConfig.globalConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 50);
    config.putAll(streams.config());
    Properties properties = new Properties();
    properties.putAll(config);
    return properties;
  }

  /**
   * How long a record may wait for others, milliseconds. In transactions nobody reads it before the
   * commit, which sends whatever waits: until then each request more is only work for the broker.
   * Without transactions the wait would be most of the event-to-visible time.
   */
  private static long linger(Settings.StreamSettings streams) {
    return streams.guarantee().equals(StreamsConfig.EXACTLY_ONCE_V2)
        ? streams.commitInterval().toMillis()
        : SHORT_LINGER_MILLIS;
  }

  /** Deprecated from its first day, since Kafka 5 will have no other way. */
  @SuppressWarnings("deprecation")
  private static void globalExceptionHandler(Map<String, Object> config) {
    config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
  }
}
