package freshet.query;

import freshet.query.StateAnswer.Elsewhere;
import freshet.query.StateAnswer.Found;
import freshet.query.StateAnswer.Restoring;
import freshet.stream.IncompatibleStateException;
import freshet.stream.Store;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.state.HostInfo;

/** A store whose partitions are spread over the instances, read wherever they are. */
final class RoutedStore<K, V> implements StateReader<K, V> {
  private final Store<K, V> store;
  private final Partitioned<K, V> here;
  private final Peers peers;

  RoutedStore(Store<K, V> store, Partitioned<K, V> here, Peers peers) {
    this.store = store;
    this.here = here;
    this.peers = peers;
  }

  @Override
  public StateAnswer<V> read(K key) {
    StateAnswer<V> answer = here.read(key);
    if (answer instanceof Elsewhere<V> elsewhere) {
      answer = ask(new HostInfo(elsewhere.host(), elsewhere.port()), key, false);
    }
    return answer instanceof Restoring<V> restoring ? standby(key, restoring) : answer;
  }

  /** A standby that lacks a key says nothing: what there is may not have come to it yet. */
  private StateAnswer<V> standby(K key, Restoring<V> otherwise) {
    StateAnswer<V> own = here.readStandby(key);
    if (own instanceof Found<V>) {
      return own;
    }
    for (HostInfo peer : here.standbys(key)) {
      StateAnswer<V> other = ask(peer, key, true);
      if (other instanceof Found<V>) {
        return other;
      }
    }
    return otherwise;
  }

  private StateAnswer<V> ask(HostInfo peer, K key, boolean standbys) {
    byte[] bytes = store.keys().serializer().serialize(store.name(), key);
    PeerAnswer answer = peers.ask(peer, store.name(), bytes, standbys);
    if (answer instanceof PeerAnswer.Value found) {
      try {
        V value = store.values().deserializer().deserialize(store.name(), found.bytes());
        return new Found<>(value, found.stale());
      } catch (SerializationException | IncompatibleStateException e) {
        // Of another release, while instances are replaced one by one.
        return unknown(peer, e.getMessage());
      }
    }
    return answer instanceof PeerAnswer.Unknown unknown
        ? unknown(peer, unknown.why())
        : new StateAnswer.Absent<>();
  }

  private static <V> Restoring<V> unknown(HostInfo peer, String why) {
    return new Restoring<>("%s:%d cannot say: %s".formatted(peer.host(), peer.port(), why));
  }
}
