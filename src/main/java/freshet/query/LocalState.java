package freshet.query;

import freshet.stream.Store;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads the stores of this instance and knows which instance has the others.
 *
 * <p>Answers see what was written but not yet committed. Store handles are not kept: a handle goes
 * stale when its partition moves.
 */
public final class LocalState {
  private final Supplier<Optional<KafkaStreams>> streams;
  private final HostInfo self;

  /**
   * @param streams the running topology, empty before it has been started
   * @param self where this instance says it answers
   */
  public LocalState(Supplier<Optional<KafkaStreams>> streams, HostInfo self) {
    this.streams = streams;
    this.self = self;
  }

  /** A reader of one store. */
  public <K, V> StateReader<K, V> reader(Store<K, V> store) {
    Serializer<K> keys = store.keys().serializer();
    return key -> read(store, keys, key);
  }

  /** A reader of a store that every instance has in full. */
  public <K, V> StateReader<K, V> global(Store<K, V> store) {
    return key -> {
      Optional<KafkaStreams> running = streams.get();
      if (running.isEmpty()) {
        return new StateAnswer.Restoring<>("the topology has not been started yet");
      }
      try {
        V value =
            running
                .get()
                .store(
                    StoreQueryParameters.fromNameAndType(
                        store.name(), QueryableStoreTypes.<K, V>keyValueStore()))
                .get(key);
        return value == null ? new StateAnswer.Absent<>() : new StateAnswer.Found<>(value);
      } catch (InvalidStateStoreException | IllegalStateException e) {
        return notOpen(store, e);
      }
    };
  }

  private static <V> StateAnswer<V> notOpen(Store<?, V> store, RuntimeException error) {
    return new StateAnswer.Restoring<>(
        "the store " + store.name() + " is not open: " + error.getMessage());
  }

  private <K, V> StateAnswer<V> read(Store<K, V> store, Serializer<K> keys, K key) {
    Optional<KafkaStreams> running = streams.get();
    if (running.isEmpty()) {
      return new StateAnswer.Restoring<>("the topology has not been started yet");
    }
    try {
      KeyQueryMetadata place = running.get().queryMetadataForKey(store.name(), key, keys);
      if (place == null || place.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
        return new StateAnswer.Restoring<>("the partitions are being assigned");
      }
      if (!place.activeHost().equals(self)) {
        return new StateAnswer.Elsewhere<>(place.activeHost().host(), place.activeHost().port());
      }
      ReadOnlyKeyValueStore<K, V> values =
          running
              .get()
              .store(
                  StoreQueryParameters.fromNameAndType(
                          store.name(), QueryableStoreTypes.<K, V>keyValueStore())
                      .withPartition(place.partition()));
      V value = values.get(key);
      return value == null ? new StateAnswer.Absent<>() : new StateAnswer.Found<>(value);
    } catch (InvalidStateStoreException | IllegalStateException e) {
      return new StateAnswer.Restoring<>(
          "the store " + store.name() + " is not open: " + e.getMessage());
    }
  }
}
