package freshet.stream;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Adds views of compacted topics to a topology. */
public final class Views {
  private Views() {}

  /**
   * Feeds a view from a topic.
   *
   * @param name of the global store and, with suffixes, its nodes: {@code <room>-<what>}
   * @param onPoison told of each record that cannot be read or applied; such a record changes
   *     nothing
   */
  public static <K, V> void add(
      StreamsBuilder builder, String name, Topic<K, V> topic, View<K, V> view, Poison onPoison) {
    Serde<String> keys = new StringSerde<>(key -> key, key -> key);
    builder.addGlobalStore(
        ViewStore.builder(name),
        topic.name(),
        Consumed.with(keys, Decoded.serde(topic.values())).withName(name + "-source"),
        () -> new ViewProcessor<>(topic, view, onPoison));
  }

  /** Told of records a view could not use. */
  @FunctionalInterface
  public interface Poison {
    void report(DeadLetter letter, String key);
  }

  private static final class ViewProcessor<K, V>
      extends ContextualProcessor<String, Decoded<V>, Void, Void> {
    private final Topic<K, V> topic;
    private final View<K, V> view;
    private final Poison onPoison;

    ViewProcessor(Topic<K, V> topic, View<K, V> view, Poison onPoison) {
      this.topic = topic;
      this.view = view;
      this.onPoison = onPoison;
    }

    @Override
    public void process(Record<String, Decoded<V>> message) {
      Decoded<V> decoded = message.value();
      if (decoded != null && decoded.problem().isPresent()) {
        report(message, decoded.raw(), decoded.problem().get());
        return;
      }
      try {
        K key = keyOf(message.key());
        view.apply(key, decoded == null ? null : decoded.value().orElse(null));
      } catch (IllegalArgumentException e) {
        report(message, decoded == null ? null : decoded.raw(), e.getMessage());
      }
    }

    private K keyOf(String key) {
      return topic
          .keys()
          .deserializer()
          .deserialize(topic.name(), key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private void report(Record<String, Decoded<V>> message, byte[] raw, String reason) {
      RecordMetadata at = context().recordMetadata().orElseThrow();
      onPoison.report(
          DeadLetter.of(raw, reason, at.topic(), at.partition(), at.offset(), message.headers()),
          message.key());
    }
  }
}
