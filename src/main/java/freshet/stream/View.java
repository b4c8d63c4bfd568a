package freshet.stream;

/**
 * What an instance remembers of a compacted topic, in memory: every record of the topic is applied
 * to it, from the first at each start.
 *
 * <p>Applied by one thread, read by many.
 */
public interface View<K, V> {
  /**
   * Takes the newest word on a key.
   *
   * @param value null when the key was deleted
   */
  void apply(K key, V value);
}
