package freshet.query;

import freshet.stream.Store;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
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
  private final Lags lags;
  private final long mostLag;

  /**
   * @param streams the running topology, empty before it has been started
   * @param self where this instance says it answers
   * @param lags how far its standbys are behind
   * @param mostLag records that a standby may lack and still answer
   */
  public LocalState(
      Supplier<Optional<KafkaStreams>> streams, HostInfo self, Lags lags, long mostLag) {
    this.streams = streams;
    this.self = self;
    this.lags = lags;
    this.mostLag = mostLag;
  }

  /** A reader of one store. */
  public <K, V> StateReader<K, V> reader(Store<K, V> store) {
    return owned(store);
  }

  <K, V> OwnedStore<K, V> owned(Store<K, V> store) {
    return new OwnedStore<>(
        streams, self, store, partition -> tooFarBehind(store.name(), partition));
  }

  /** Why a partition that is not current here does not answer; empty if it may. */
  Optional<String> tooFarBehind(String store, int partition) {
    OptionalLong lag = lags.of(store, partition);
    if (lag.isEmpty()) {
      return Optional.of("it is not known yet how far the standby is behind");
    }
    return lag.getAsLong() > mostLag
        ? Optional.of(String.format(Locale.ROOT, "the standby lacks %,d records", lag.getAsLong()))
        : Optional.empty();
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
