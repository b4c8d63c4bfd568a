package freshet.query;

import freshet.stream.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * A store whose partitions are spread over the instances, read where they are here.
 *
 * <p>To ask Kafka Streams where a partition is and for its store takes locks that all stream
 * threads hold in turn; an answer reads twenty rows. So what it said of a partition is believed for
 * a moment. Nothing wrong comes of it: the store of a partition that has moved is closed, which is
 * told apart from an empty one, and a partition that comes here is asked for elsewhere meanwhile.
 */
final class OwnedStore<K, V> implements Partitioned<K, V> {
  /** Shorter than anybody notices, longer than a request. */
  private static final Duration BELIEVED = Duration.ofMillis(50);

  private final Supplier<Optional<KafkaStreams>> streams;
  private final HostInfo self;
  private final Store<K, V> store;
  private final IntFunction<Optional<String>> tooFarBehind;
  private volatile Partitions<K, V> known;

  /**
   * @param tooFarBehind of a partition: why the standby that is here does not answer, empty if it
   *     may
   */
  OwnedStore(
      Supplier<Optional<KafkaStreams>> streams,
      HostInfo self,
      Store<K, V> store,
      IntFunction<Optional<String>> tooFarBehind) {
    this.streams = streams;
    this.self = self;
    this.store = store;
    this.tooFarBehind = tooFarBehind;
  }

  /** What is known of each partition of one running topology. */
  private record Partitions<K, V>(
      KafkaStreams topology, AtomicReferenceArray<Partition<K, V>> each) {}

  /**
   * What was known of a partition.
   *
   * @param here its store; null if there is none here
   * @param otherwise what to answer then
   * @param seen when, as {@link System#nanoTime} counts
   */
  private record Partition<K, V>(
      ReadOnlyKeyValueStore<K, V> here, StateAnswer<V> otherwise, long seen) {
    StateAnswer<V> read(K key) {
      if (here == null) {
        return otherwise;
      }
      V value = here.get(key);
      return value == null ? new StateAnswer.Absent<>() : new StateAnswer.Found<>(value);
    }
  }

  @Override
  public StateAnswer<V> read(K key) {
    Optional<KafkaStreams> running = streams.get();
    if (running.isEmpty()) {
      return new StateAnswer.Restoring<>("the topology has not been started yet");
    }
    try {
      Optional<Partitions<K, V>> partitions = partitions(running.get(), key);
      if (partitions.isEmpty()) {
        return new StateAnswer.Restoring<>("the partitions are being assigned");
      }
      return partition(partitions.get(), key).read(key);
    } catch (InvalidStateStoreException | IllegalStateException e) {
      known = null;
      return LocalState.notOpen(store, e);
    }
  }

  @Override
  public StateAnswer<V> readStandby(K key) {
    Optional<KafkaStreams> running = streams.get();
    try {
      Optional<Partitions<K, V>> partitions = running.flatMap(now -> partitions(now, key));
      if (partitions.isEmpty()) {
        return new StateAnswer.Restoring<>("the partitions are being assigned");
      }
      int number = number(partitions.get(), key);
      Optional<String> lag = tooFarBehind.apply(number);
      if (lag.isPresent()) {
        return new StateAnswer.Restoring<>(lag.get());
      }
      V value =
          running
              .get()
              .store(
                  StoreQueryParameters.fromNameAndType(
                          store.name(), QueryableStoreTypes.<K, V>keyValueStore())
                      .withPartition(number)
                      .enableStaleStores())
              .get(key);
      return value == null
          ? new StateAnswer.Restoring<>("the standby has nothing yet")
          : new StateAnswer.Found<>(value, true);
    } catch (InvalidStateStoreException | IllegalStateException e) {
      return LocalState.notOpen(store, e);
    }
  }

  @Override
  public List<HostInfo> standbys(K key) {
    Optional<KafkaStreams> running = streams.get();
    try {
      return running
          .flatMap(now -> partitions(now, key))
          .map(partitions -> place(partitions, number(partitions, key), key))
          .filter(OwnedStore::isKnown)
          .map(place -> place.standbyHosts().stream().filter(host -> !host.equals(self)).toList())
          .orElse(List.of());
    } catch (InvalidStateStoreException | IllegalStateException e) {
      return List.of();
    }
  }

  /** What this instance itself can say to another; see {@link ClusterState#answer}. */
  PeerAnswer answer(byte[] bytes, boolean standbys) {
    K key = store.keys().deserializer().deserialize(store.name(), bytes);
    StateAnswer<V> answer = read(key);
    if (standbys
        && !(answer instanceof StateAnswer.Found<V> || answer instanceof StateAnswer.Absent<V>)) {
      answer = readStandby(key);
    }
    if (answer instanceof StateAnswer.Found<V> found) {
      return new PeerAnswer.Value(
          store.values().serializer().serialize(store.name(), found.value()), found.stale());
    }
    if (answer instanceof StateAnswer.Restoring<V> restoring) {
      return new PeerAnswer.Unknown(restoring.why());
    }
    return answer instanceof StateAnswer.Absent<V>
        ? new PeerAnswer.None()
        : new PeerAnswer.Unknown("the partition has moved to another instance");
  }

  /** Empty as long as nobody can say how many there are. */
  private Optional<Partitions<K, V>> partitions(KafkaStreams topology, K key) {
    Partitions<K, V> before = known;
    if (before != null && before.topology() == topology) {
      return Optional.of(before);
    }
    int[] count = new int[1];
    StreamPartitioner<K, Object> counting =
        (topic, any, value, partitions) -> {
          count[0] = partitions;
          return Optional.of(Set.of(0));
        };
    if (!isKnown(topology.queryMetadataForKey(store.name(), key, counting))) {
      return Optional.empty();
    }
    Partitions<K, V> now = new Partitions<>(topology, new AtomicReferenceArray<>(count[0]));
    known = now;
    return Optional.of(now);
  }

  private Partition<K, V> partition(Partitions<K, V> partitions, K key) {
    int number = number(partitions, key);
    Partition<K, V> before = partitions.each().get(number);
    if (before != null && System.nanoTime() - before.seen() < BELIEVED.toNanos()) {
      return before;
    }
    Partition<K, V> now = look(partitions, number, key);
    partitions.each().set(number, now);
    return now;
  }

  private int number(Partitions<K, V> partitions, K key) {
    byte[] bytes = store.keys().serializer().serialize(store.name(), key);
    return Utils.toPositive(Utils.murmur2(bytes)) % partitions.each().length();
  }

  private KeyQueryMetadata place(Partitions<K, V> partitions, int number, K key) {
    StreamPartitioner<K, Object> numbered =
        (topic, any, value, count) -> Optional.of(Set.of(number));
    return partitions.topology().queryMetadataForKey(store.name(), key, numbered);
  }

  private Partition<K, V> look(Partitions<K, V> partitions, int number, K key) {
    long seen = System.nanoTime();
    KeyQueryMetadata place = place(partitions, number, key);
    if (!isKnown(place)) {
      return new Partition<>(
          null, new StateAnswer.Restoring<>("the partitions are being assigned"), seen);
    }
    if (!place.activeHost().equals(self)) {
      return new Partition<>(
          null,
          new StateAnswer.Elsewhere<>(place.activeHost().host(), place.activeHost().port()),
          seen);
    }
    return new Partition<>(
        partitions
            .topology()
            .store(
                StoreQueryParameters.fromNameAndType(
                        store.name(), QueryableStoreTypes.<K, V>keyValueStore())
                    .withPartition(number)),
        null,
        seen);
  }

  private static boolean isKnown(KeyQueryMetadata place) {
    return place != null && !place.equals(KeyQueryMetadata.NOT_AVAILABLE);
  }
}
