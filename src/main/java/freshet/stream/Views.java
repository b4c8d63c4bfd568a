package freshet.stream;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Adds views of compacted topics to a topology. Every instance sees every record of such a topic,
 * before it answers for the first time; one that cannot be read or makes no sense is reported and
 * changes nothing.
 */
public final class Views {
  private Views() {}

  /** Told of records a view could not use. */
  @FunctionalInterface
  public interface Poison {
    /**
     * @param key as it came; null where there was none
     */
    void report(String key, DeadLetter letter);
  }

  /**
   * Feeds a view in memory from a topic.
   *
   * @param name of the global store and, with suffixes, its nodes: {@code <room>-<what>}
   */
  public static <K, V> void addInMemory(
      StreamsBuilder builder, String name, Topic<K, V> topic, View<K, V> view, Poison poison) {
    add(builder, ViewStore.builder(name), topic, context -> view, poison);
  }

  /**
   * Keeps a topic in RocksDB on every instance.
   *
   * @param store where it is kept
   * @param kept what is kept of a record
   */
  public static <K, R, V> void addPersistent(
      StreamsBuilder builder,
      Topic<K, R> topic,
      Store<K, V> store,
      Function<R, V> kept,
      Poison poison) {
    add(
        builder,
        store.global(),
        topic,
        context -> {
          KeyValueStore<K, V> values = store.in(context);
          return (key, value) -> values.put(key, value == null ? null : kept.apply(value));
        },
        poison);
  }

  private static <K, V> void add(
      StreamsBuilder builder,
      StoreBuilder<?> store,
      Topic<K, V> topic,
      Function<ProcessorContext<Void, Void>, View<K, V>> view,
      Poison poison) {
    Serde<String> keys = new StringSerde<>(key -> key, key -> key);
    builder.addGlobalStore(
        store,
        topic.name(),
        Consumed.with(keys, Decoded.serde(topic.values())).withName(store.name() + "-source"),
        () -> new ViewProcessor<>(topic, view, poison));
  }

  private static final class ViewProcessor<K, V>
      extends ContextualProcessor<String, Decoded<V>, Void, Void> {
    private final Topic<K, V> topic;
    private final Function<ProcessorContext<Void, Void>, View<K, V>> views;
    private final Poison poison;
    private View<K, V> view;

    ViewProcessor(
        Topic<K, V> topic,
        Function<ProcessorContext<Void, Void>, View<K, V>> views,
        Poison poison) {
      this.topic = topic;
      this.views = views;
      this.poison = poison;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      super.init(context);
      view = views.apply(context);
    }

    @Override
    public void process(Record<String, Decoded<V>> message) {
      Decoded<V> decoded = message.value();
      boolean deletes = decoded == null || decoded.isTombstone();
      if (!deletes && decoded.problem().isPresent()) {
        report(message, decoded.raw(), decoded.problem().get());
        return;
      }
      try {
        view.apply(keyOf(message.key()), deletes ? null : decoded.value().orElseThrow());
      } catch (IllegalArgumentException e) {
        report(message, deletes ? null : decoded.raw(), e.getMessage());
      }
    }

    private K keyOf(String key) {
      if (key == null) {
        throw new IllegalArgumentException(
            "the key is null; write the record's subject as its key");
      }
      return topic
          .keys()
          .deserializer()
          .deserialize(topic.name(), key.getBytes(StandardCharsets.UTF_8));
    }

    private void report(Record<String, Decoded<V>> message, byte[] raw, String reason) {
      RecordMetadata at = context().recordMetadata().orElseThrow();
      poison.report(
          message.key(),
          DeadLetter.of(raw, reason, at.topic(), at.partition(), at.offset(), message.headers()));
    }
  }
}
