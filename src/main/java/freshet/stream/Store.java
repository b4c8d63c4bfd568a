package freshet.stream;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A key-value state store as a value: its name and types, spelled once for the processor that
 * writes it and every query that reads it.
 *
 * @param name unique in the topology, {@code <room>-<what>}
 * @param keys serde of the keys
 * @param values serde of the values
 */
public record Store<K, V>(String name, Serde<K> keys, Serde<V> values) {
  /**
   * Of a changelog. Only closed segments are compacted, and all of it is read to restore a store:
   * by Kafka's default, up to 1 GiB of what was overwritten long ago would be read with it.
   */
  private static final String SEGMENT_BYTES = Integer.toString(128 << 20);

  /**
   * Of a changelog: when what was overwritten is gone from the brokers' disks as well,
   * milliseconds. By Kafka's default, a quiet changelog would keep for ever what it once said of
   * somebody.
   */
  private static final String COMPACTED_AFTER = Long.toString(Duration.ofDays(7).toMillis());

  /**
   * In RocksDB with a changelog, behind the record cache, which joins repeated writes of a hot key
   * between two commits into one changelog record.
   */
  public StoreBuilder<KeyValueStore<K, V>> persistent() {
    return persistentUncached().withCachingEnabled();
  }

  /**
   * In RocksDB with a changelog, each write at once: for keys that are seldom written twice between
   * two commits, whose values would only drive others out of the record cache.
   */
  public StoreBuilder<KeyValueStore<K, V>> persistentUncached() {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, values)
        .withLoggingEnabled(
            Map.of(
                TopicConfig.SEGMENT_BYTES_CONFIG,
                SEGMENT_BYTES,
                TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                COMPACTED_AFTER));
  }

  /** In RocksDB, filled from a topic on every instance; the topic is its own changelog. */
  public StoreBuilder<KeyValueStore<K, V>> global() {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, values)
        .withLoggingDisabled();
  }

  /** The store, as a processor that brought it sees it. */
  public KeyValueStore<K, V> in(ProcessingContext context) {
    return context.getStateStore(name);
  }
}
