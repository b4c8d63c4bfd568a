package freshet.stream;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.kstream.Produced;

/**
 * A Kafka topic as a value: its name and the types it carries, spelled once for the writer and
 * every reader.
 *
 * @param name the full name, prefix included
 * @param keys serde of the keys
 * @param values serde of the values
 */
public record Topic<K, V>(String name, Serde<K> keys, Serde<V> values) {

  /** How a sink node named {@code node} writes it. */
  public Produced<K, V> producedAs(String node) {
    return Produced.with(keys, values).withName(node);
  }
}
