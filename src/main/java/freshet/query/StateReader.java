package freshet.query;

/** Reads one store, wherever its partitions live. */
@FunctionalInterface
public interface StateReader<K, V> {
  StateAnswer<V> read(K key);
}
