package freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.stream.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStateTest {
  private static final Store<String, String> STORE =
      new Store<>("words", Serdes.String(), Serdes.String());
  private static final HostInfo SELF = new HostInfo("localhost", 7070);

  @TempDir Path directory;

  private KafkaStreams streams() {
    Topology topology = new StreamsBuilder().addStateStore(STORE.persistent()).build();
    topology.addSource("in", "in");
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "query");
    // Nobody listens there; what is not started does not ask.
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    return new KafkaStreams(topology, settings);
  }

  private static void assertRestoring(LocalState state, String why) {
    for (StateAnswer<String> answer :
        List.of(state.reader(STORE).read("k"), state.global(STORE).read("k"))) {
      assertThat(answer)
          .isInstanceOfSatisfying(
              StateAnswer.Restoring.class, restoring -> assertThat(restoring.why()).contains(why));
    }
  }

  @Test
  void before_there_is_a_topology_nobody_can_say() {
    assertRestoring(new LocalState(Optional::empty, SELF), "the topology has not been started yet");
  }

  @Test
  void a_topology_that_is_not_running_is_no_error_and_no_empty_answer() {
    try (KafkaStreams streams = streams()) {
      LocalState state = new LocalState(() -> Optional.of(streams), SELF);
      assertRestoring(state, "words is not open");
      streams.close(Duration.ofSeconds(5));
      assertRestoring(state, "words is not open");
    }
  }
}
