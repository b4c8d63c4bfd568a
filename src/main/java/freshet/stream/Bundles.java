package freshet.stream;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * The way of changes from the tasks that find them to those that own their keys: many of one
 * partition travel as one record.
 *
 * <p>A commit of a busy task changes hundreds of keys by a few bytes each. What Kafka's clients and
 * Kafka Streams do for every record — headers, queues, metrics, a pass through the topology — costs
 * more than such a change itself.
 *
 * <p>A record's key is the partition, its value one change after the other: the length of the key,
 * the key, the length of the value, the value. Lengths are unsigned varints.
 *
 * @param name of the repartition topic, {@code <room>-<what>}
 * @param keys serde of the keys; what it writes decides, by Kafka's own hash, about the partition
 * @param values serde of the changes
 * @param partitions of the topic
 */
public record Bundles<K, V>(String name, Serde<K> keys, Serde<V> values, int partitions) {

  private static final StreamPartitioner<Integer, byte[]> BY_PARTITION =
      (topic, partition, bundle, partitions) -> Optional.of(Set.of(partition));

  /** Something that bundles changes; by one thread. */
  BundleWriter<K, V> writer() {
    return new BundleWriter<>(this);
  }

  /** Sends bundles to where they belong, and opens them there. */
  public KStream<K, V> arriving(KStream<Integer, byte[]> bundles) {
    return bundles
        .repartition(
            Repartitioned.with(Serdes.Integer(), Serdes.ByteArray())
                .withName(name)
                .withNumberOfPartitions(partitions)
                .withStreamPartitioner(BY_PARTITION))
        .flatMap((partition, bundle) -> open(bundle), Named.as(name + "-open"));
  }

  /**
   * The changes in a bundle; all of them or none.
   *
   * @throws SerializationException if it is damaged
   */
  List<KeyValue<K, V>> open(byte[] bundle) {
    Deserializer<K> keyOf = keys.deserializer();
    Deserializer<V> valueOf = values.deserializer();
    List<KeyValue<K, V>> changes = new ArrayList<>();
    try {
      for (ByteBuffer rest = ByteBuffer.wrap(bundle); rest.hasRemaining(); ) {
        K key = keyOf.deserialize(name, next(rest));
        changes.add(KeyValue.pair(key, valueOf.deserialize(name, next(rest))));
      }
    } catch (BufferUnderflowException | NegativeArraySizeException | IllegalArgumentException e) {
      throw new SerializationException("a bundle of " + name + " is damaged", e);
    }
    return changes;
  }

  private static byte[] next(ByteBuffer rest) {
    int length = ByteUtils.readUnsignedVarint(rest);
    if (length > rest.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    rest.get(bytes);
    return bytes;
  }
}
