package freshet.query;

import freshet.stream.Store;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/**
 * Reads the stores of this instance and knows which instance has the others.
 *
 * <p>Answers see what was written but not yet committed.
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
    return owned(store);
  }

  <K, V> OwnedStore<K, V> owned(Store<K, V> store) {
    return new OwnedStore<>(streams, self, store);
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

  static <V> StateAnswer<V> notOpen(Store<?, V> store, RuntimeException error) {
    return new StateAnswer.Restoring<>(
        "the store " + store.name() + " is not open: " + error.getMessage());
  }
}
