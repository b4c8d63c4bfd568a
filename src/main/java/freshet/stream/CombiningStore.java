package freshet.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * Combines the effects of many events in memory and sends them on once per commit: one change per
 * key instead of one per effect, and many changes in one record ({@link Bundles}).
 *
 * <p>Kafka Streams flushes a {@link CachedStateStore} at the start of every commit, before the
 * offsets of what was read are committed. Whatever was combined since the last commit is therefore
 * sent in the same transaction as the offsets of the events it came from: a crash loses or doubles
 * neither. A punctuator alone could not promise that, since a commit may fall between two of its
 * calls.
 *
 * <p>The interface is internal to Kafka Streams (it is how the record cache itself forwards). This
 * is the only class that touches it; the kill test guards the promise across upgrades.
 *
 * @param <K> key of what is sent
 * @param <V> what effects are combined into
 */
public final class CombiningStore<K, V> implements StateStore, CachedStateStore<K, V> {
  private final String name;
  private final int bound;
  private final Outgoing<K, V> outgoing;
  private int combined;
  private final Map<K, V> pending = new HashMap<>();
  private InternalProcessorContext<Integer, byte[]> context;
  private ProcessorNode<?, ?, ?, ?> owner;
  private boolean open;

  private CombiningStore(String name, int bound, Outgoing<K, V> outgoing) {
    this.name = name;
    this.bound = bound;
    this.outgoing = outgoing;
  }

  /** Bundles what was combined, as what it is sent as. */
  private interface Outgoing<K, V> {
    void add(K key, V combined, BundleWriter.Receiver receiver);

    void finish(BundleWriter.Receiver receiver);

    void clear();

    static <K, V, S> Outgoing<K, V> of(Bundles<K, S> way, Function<V, S> asSent) {
      BundleWriter<K, S> writer = way.writer();
      return new Outgoing<>() {
        @Override
        public void add(K key, V combined, BundleWriter.Receiver receiver) {
          writer.add(key, asSent.apply(combined), receiver);
        }

        @Override
        public void finish(BundleWriter.Receiver receiver) {
          writer.finish(receiver);
        }

        @Override
        public void clear() {
          writer.clear();
        }
      };
    }
  }

  /**
   * Builds the store of one processor.
   *
   * @param name unique in the topology
   * @param bound how many effects it combines before it sends without waiting for the commit; what
   *     it holds grows by no more than one entry per effect, so this bounds its memory
   * @param way to those who own the keys
   * @param asSent what was combined, as it is sent
   */
  public static <K, V, S> StoreBuilder<CombiningStore<K, V>> builder(
      String name, int bound, Bundles<K, S> way, Function<V, S> asSent) {
    return new Builder<>(name, bound, () -> Outgoing.of(way, asSent));
  }

  /**
   * Makes the calling processor the one whose children receive what is combined; to be called from
   * its {@code init}.
   */
  @SuppressWarnings("unchecked")
  public void sendFrom(Object processorContext) {
    context = (InternalProcessorContext<Integer, byte[]>) processorContext;
    owner = context.currentNode();
  }

  /**
   * Combines one more effect.
   *
   * @param combine from what is pending for the key, null if nothing is, to what shall be
   */
  public void combine(K key, UnaryOperator<V> combine) {
    pending.compute(key, (sameKey, value) -> combine.apply(value));
    combined++;
  }

  /** Sends everything if the bound is reached; to be called when an event is done. */
  public void sendIfFull() {
    if (combined >= bound) {
      send();
    }
  }

  private void send() {
    if (pending.isEmpty()) {
      return;
    }
    // Forwarding needs to know on whose behalf, as the record cache does it.
    ProcessorNode<?, ?, ?, ?> node = context.currentNode();
    ProcessorRecordContext recordContext = context.recordContext();
    long timestamp = recordContext == null ? 0 : Math.max(0, recordContext.timestamp());
    try {
      context.setCurrentNode(owner);
      if (recordContext == null) {
        context.setRecordContext(
            new ProcessorRecordContext(timestamp, -1, -1, null, new RecordHeaders()));
      }
      BundleWriter.Receiver receiver =
          (partition, bundle) -> context.forward(new Record<>(partition, bundle, timestamp));
      pending.forEach((key, value) -> outgoing.add(key, value, receiver));
      outgoing.finish(receiver);
      clearCache();
    } finally {
      context.setCurrentNode(node);
      context.setRecordContext(recordContext);
    }
  }

  @Override
  public void flushCache() {
    send();
  }

  @Override
  public void clearCache() {
    pending.clear();
    outgoing.clear();
    combined = 0;
  }

  @Override
  public boolean setFlushListener(CacheFlushListener<K, V> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext stateStoreContext, StateStore root) {
    clearCache();
    stateStoreContext.register(root, (key, value) -> {});
    open = true;
  }

  @Override
  public void close() {
    clearCache();
    open = false;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  private record Builder<K, V>(String name, int bound, Supplier<Outgoing<K, V>> outgoing)
      implements StoreBuilder<CombiningStore<K, V>> {
    @Override
    public StoreBuilder<CombiningStore<K, V>> withCachingEnabled() {
      return this;
    }

    @Override
    public StoreBuilder<CombiningStore<K, V>> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<CombiningStore<K, V>> withLoggingEnabled(Map<String, String> config) {
      throw new UnsupportedOperationException("what is combined is never logged");
    }

    @Override
    public StoreBuilder<CombiningStore<K, V>> withLoggingDisabled() {
      return this;
    }

    @Override
    public CombiningStore<K, V> build() {
      return new CombiningStore<>(name, bound, outgoing.get());
    }

    @Override
    public Map<String, String> logConfig() {
      return Map.of();
    }

    @Override
    public boolean loggingEnabled() {
      return false;
    }
  }
}
