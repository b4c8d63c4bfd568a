package freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.stream.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Consumer;
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

  private static final Lags CURRENT = (store, partition) -> OptionalLong.of(0);

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
    assertRestoring(
        new LocalState(Optional::empty, SELF, CURRENT, 0), "the topology has not been started yet");
  }

  @Test
  void a_standby_answers_if_it_is_known_to_lack_no_more_than_is_allowed() {
    Lags lags =
        (store, partition) ->
            store.equals("words") && partition < 3
                ? OptionalLong.of(partition * 1_000L)
                : OptionalLong.empty();
    LocalState state = new LocalState(Optional::empty, SELF, lags, 1_000);

    assertThat(state.tooFarBehind("words", 0)).isEmpty();
    assertThat(state.tooFarBehind("words", 1)).isEmpty();
    assertThat(state.tooFarBehind("words", 2)).contains("the standby lacks 2,000 records");
    assertThat(state.tooFarBehind("words", 3)).hasValueSatisfying(ofUnknown());
    assertThat(state.tooFarBehind("others", 0)).hasValueSatisfying(ofUnknown());
  }

  private static Consumer<String> ofUnknown() {
    return why -> assertThat(why).isEqualTo("it is not known yet how far the standby is behind");
  }

  @Test
  void a_topology_that_is_not_running_is_no_error_and_no_empty_answer() {
    try (KafkaStreams streams = streams()) {
      LocalState state = new LocalState(() -> Optional.of(streams), SELF, CURRENT, 0);
      assertRestoring(state, "words is not open");
      streams.close(Duration.ofSeconds(5));
      assertRestoring(state, "words is not open");
    }
  }
}
