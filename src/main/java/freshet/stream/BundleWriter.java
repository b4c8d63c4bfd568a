package freshet.stream;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.common.utils.Utils;

/** Puts changes into bundles, one at a time for each partition. */
final class BundleWriter<K, V> {
  /**
   * A bundle holds about so many bytes, unless a single change has more: a batch of Kafka's
   * producer, whose buffers are used again, has room for it.
   */
  static final int BYTES = 15 * 1024;

  private final String topic;
  private final Serializer<K> keys;
  private final Serializer<V> values;
  private final Bundle[] bundles;

  BundleWriter(Bundles<K, V> way) {
    topic = way.name();
    keys = way.keys().serializer();
    values = way.values().serializer();
    bundles = new Bundle[way.partitions()];
    for (int i = 0; i < bundles.length; i++) {
      bundles[i] = new Bundle();
    }
  }

  /** Takes bundles that are full, or the last of a partition. */
  @FunctionalInterface
  interface Receiver {
    void take(int partition, byte[] bundle);
  }

  private static final class Bundle {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES);
    private final DataOutputStream out = new DataOutputStream(bytes);

    void add(byte[] part) {
      try {
        ByteUtils.writeUnsignedVarint(part.length, out);
        out.write(part);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Adds a change, behind those its partition has; gives away what has no room for it. */
  void add(K key, V change, Receiver receiver) {
    byte[] id = keys.serialize(topic, key);
    byte[] value = values.serialize(topic, change);
    int partition = Utils.toPositive(Utils.murmur2(id)) % bundles.length;
    Bundle bundle = bundles[partition];
    if (bundle.bytes.size() + id.length + value.length > BYTES) {
      give(partition, receiver);
    }
    bundle.add(id);
    bundle.add(value);
  }

  /** Gives away all that is left. */
  void finish(Receiver receiver) {
    for (int i = 0; i < bundles.length; i++) {
      give(i, receiver);
    }
  }

  /** Forgets what has not been given away. */
  void clear() {
    for (Bundle bundle : bundles) {
      bundle.bytes.reset();
    }
  }

  private void give(int partition, Receiver receiver) {
    Bundle bundle = bundles[partition];
    if (bundle.bytes.size() > 0) {
      byte[] all = bundle.bytes.toByteArray();
      bundle.bytes.reset();
      receiver.take(partition, all);
    }
  }
}
