package freshet.query;

import freshet.stream.Store;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stores of all instances together: what is here is read here, what is elsewhere is asked for
 * there, and while that cannot answer, a standby does. So a request takes one hop at most: who is
 * asked by another instance looks at its own stores only.
 */
public final class ClusterState {
  private final LocalState local;
  private final Peers peers;
  private final Map<String, OwnedStore<?, ?>> exported = new ConcurrentHashMap<>();

  /** The stores of this instance, and those of its peers. */
  public ClusterState(LocalState local, Peers peers) {
    this.local = local;
    this.peers = peers;
  }

  /** A reader of one store, which other instances may read from now on as well. */
  public <K, V> StateReader<K, V> reader(Store<K, V> store) {
    OwnedStore<K, V> owned = local.owned(store);
    exported.put(store.name(), owned);
    return new RoutedStore<>(store, owned, peers);
  }

  /** A reader of a store that every instance has in full. */
  public <K, V> StateReader<K, V> global(Store<K, V> store) {
    return local.global(store);
  }

  /**
   * What this instance itself can say to another.
   *
   * @param store name of the store
   * @param key as the store's serde writes it
   * @param standbys whether the value of a standby will do
   * @throws RuntimeException if the key is none
   */
  public PeerAnswer answer(String store, byte[] key, boolean standbys) {
    OwnedStore<?, ?> owned = exported.get(store);
    return owned == null
        ? new PeerAnswer.Unknown("there is no store " + store)
        : owned.answer(key, standbys);
  }
}
