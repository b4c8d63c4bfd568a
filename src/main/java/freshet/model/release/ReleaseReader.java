package freshet.model.release;

import freshet.avro.ModelRecord;
import freshet.stream.DeadLetter;
import freshet.stream.Decoded;
import freshet.stream.Topic;
import freshet.stream.Views;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the `models` topic from its beginning into a view. */
public final class ReleaseReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);

  private final Topic<String, ModelRecord> topic;
  private final TopicPartition partition;
  private final Deserializer<Decoded<ModelRecord>> values;
  private final Consumer<byte[], byte[]> consumer;
  private final ReleaseView view;
  private final Views.Poison poison;

  /**
   * Nothing is read yet.
   *
   * @param consumer without a group; this closes it
   * @param view is kept up to date from here
   * @param poison is told of records that make no sense
   */
  public ReleaseReader(
      Topic<String, ModelRecord> topic,
      Consumer<byte[], byte[]> consumer,
      ReleaseView view,
      Views.Poison poison) {
    this.topic = topic;
    this.partition = new TopicPartition(topic.name(), 0);
    this.values = Decoded.serde(topic.values()).deserializer();
    this.consumer = consumer;
    this.view = view;
    this.poison = poison;
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /**
   * Reads everything that is there now.
   *
   * @throws TimeoutException if that takes longer than the limit
   */
  public void catchUp(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    long end = end();
    while (!hasReached(end)) {
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException(
            "%s was not read within %d s".formatted(topic.name(), limit.toSeconds()));
      }
      poll();
    }
  }

  /** The offset behind what is there now. */
  long end() {
    return consumer.endOffsets(List.of(partition), ANSWER_LIMIT).get(partition);
  }

  /** Whether everything before an offset has been read. */
  boolean hasReached(long offset) {
    return consumer.position(partition, ANSWER_LIMIT) >= offset;
  }

  /** Reads on; returns soon if there is nothing. */
  void poll() {
    consumer.poll(POLL).forEach(this::apply);
  }

  private void apply(ConsumerRecord<byte[], byte[]> message) {
    String key = message.key() == null ? null : new String(message.key(), StandardCharsets.UTF_8);
    Decoded<ModelRecord> decoded =
        values.deserialize(topic.name(), message.headers(), message.value());
    Optional<String> problem = decoded.problem();
    if (key == null) {
      problem = Optional.of("the key is null; write the model's version as the key");
    }
    if (problem.isEmpty()) {
      try {
        view.apply(key, decoded.value().orElse(null));
      } catch (IllegalArgumentException e) {
        problem = Optional.of(e.getMessage());
      }
    }
    problem.ifPresent(
        reason ->
            poison.report(
                key,
                DeadLetter.of(
                    decoded.raw(),
                    reason,
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    message.headers())));
  }

  @Override
  public void close() {
    try {
      consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
    } catch (KafkaException e) {
      LOG.warn("The consumer of releases did not close properly", e);
    }
  }
}
