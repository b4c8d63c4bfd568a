package freshet.query;

import java.util.List;
import org.apache.kafka.streams.state.HostInfo;

/** What this instance has of a store whose partitions are spread over the instances. */
interface Partitioned<K, V> extends StateReader<K, V> {
  /**
   * Reads a standby that is here, or what has been restored so far, unless it is too far behind;
   * stale if it finds something.
   */
  StateAnswer<V> readStandby(K key);

  /** The other instances that have a standby of the key's partition. */
  List<HostInfo> standbys(K key);
}
