package freshet.registry;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A map that forgets some entry, any, when it would outgrow its capacity. Reads take no lock. For
 * values that never change and can be fetched again.
 */
final class BoundedCache<K, V> {
  private final Map<K, V> entries = new ConcurrentHashMap<>();
  private final int capacity;

  /**
   * @param capacity entries it holds, at least 1; threads that write at the same moment may go
   *     beyond it by one each
   */
  BoundedCache(int capacity) {
    this.capacity = capacity;
  }

  /** The value, or null. */
  V get(K key) {
    return entries.get(key);
  }

  void put(K key, V value) {
    Iterator<K> keys = entries.keySet().iterator();
    while (entries.size() >= capacity && keys.hasNext()) {
      keys.next();
      keys.remove();
    }
    entries.put(key, value);
  }

  int size() {
    return entries.size();
  }
}
