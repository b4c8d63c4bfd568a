package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsRunnerTest {
  @TempDir Path directory;

  private final AtomicInteger cleaned = new AtomicInteger();

  /** Never talks to a broker: it tells of its failure as the real one does, or seems to start. */
  private final class Fake extends KafkaStreams {
    private final Optional<StreamsException> failure;
    private StateListener listener;

    Fake(Optional<StreamsException> failure) {
      super(topology(), properties());
      this.failure = failure;
    }

    @Override
    public void cleanUp() {
      cleaned.incrementAndGet();
    }

    @Override
    public void setStateListener(StateListener told) {
      listener = told;
    }

    @Override
    public synchronized void start() {
      if (failure.isPresent()) {
        listener.onChange(State.ERROR, State.REBALANCING);
        throw failure.get();
      }
    }
  }

  private static Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("any");
    return builder.build();
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "runner-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    return properties;
  }

  @Test
  void a_failure_that_is_told_twice_starts_the_topology_anew_once() {
    AtomicInteger made = new AtomicInteger();
    try (StreamsRunner runner = failingOnce(made, new StreamsException("no answer"))) {
      runner.start();
      await("the second topology").atMost(Duration.ofSeconds(20)).until(() -> made.get() == 2);
      await("no third one")
          .during(Duration.ofSeconds(4))
          .atMost(Duration.ofSeconds(6))
          .until(() -> made.get() == 2);
      assertThat(cleaned).hasValue(0);
    }
  }

  @Test
  void local_state_that_cannot_be_used_is_deleted_before_the_next_start() {
    AtomicInteger made = new AtomicInteger();
    StreamsException failure =
        new StreamsException("at the start", new ProcessorStateException("left open by a kill"));
    try (StreamsRunner runner = failingOnce(made, failure)) {
      runner.start();
      await("the second topology").atMost(Duration.ofSeconds(20)).until(() -> made.get() == 2);
      assertThat(cleaned).hasValue(1);
    }
  }

  private StreamsRunner failingOnce(AtomicInteger made, StreamsException failure) {
    return new StreamsRunner(
        () -> new Fake(made.incrementAndGet() == 1 ? Optional.of(failure) : Optional.empty()),
        Duration.ofSeconds(9));
  }
}
