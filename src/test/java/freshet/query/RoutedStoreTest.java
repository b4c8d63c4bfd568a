package freshet.query;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.stream.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class RoutedStoreTest {
  private static final Store<String, String> STORE =
      new Store<>("words", Serdes.String(), Serdes.String());
  private static final HostInfo ACTIVE = new HostInfo("active", 1);
  private static final HostInfo STANDBY = new HostInfo("standby", 2);

  private final Here here = new Here();
  private final Map<String, PeerAnswer> peers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final StateReader<String, String> store = new RoutedStore<>(STORE, here, this::ask);

  /** What this instance has. */
  private static final class Here implements Partitioned<String, String> {
    private StateAnswer<String> answer = new StateAnswer.Elsewhere<>(ACTIVE.host(), ACTIVE.port());
    private StateAnswer<String> standby = new StateAnswer.Restoring<>("no standby is here");

    @Override
    public StateAnswer<String> read(String key) {
      return answer;
    }

    @Override
    public StateAnswer<String> readStandby(String key) {
      return standby;
    }

    @Override
    public List<HostInfo> standbys(String key) {
      return List.of(STANDBY);
    }
  }

  private PeerAnswer ask(HostInfo peer, String name, byte[] key, boolean standbys) {
    assertThat(name).isEqualTo("words");
    assertThat(key).asString(StandardCharsets.UTF_8).isEqualTo("key");
    asked.add(peer.host() + (standbys ? " for a standby" : ""));
    return peers.getOrDefault(peer.host(), new PeerAnswer.Unknown("it hangs"));
  }

  private static PeerAnswer value(String text, boolean stale) {
    return new PeerAnswer.Value(text.getBytes(StandardCharsets.UTF_8), stale);
  }

  @Test
  void what_is_here_is_read_here() {
    here.answer = new StateAnswer.Found<>("mine");
    assertThat(store.read("key")).isEqualTo(new StateAnswer.Found<>("mine"));

    here.answer = new StateAnswer.Absent<>();
    assertThat(store.read("key")).isEqualTo(new StateAnswer.Absent<>());
    assertThat(asked).isEmpty();
  }

  @Test
  void what_is_elsewhere_is_asked_for_there() {
    peers.put("active", value("theirs", false));

    assertThat(store.read("key")).isEqualTo(new StateAnswer.Found<>("theirs"));
    assertThat(asked).containsExactly("active");
  }

  @Test
  void that_there_is_nothing_is_believed_of_whoever_keeps_the_key() {
    peers.put("active", new PeerAnswer.None());

    assertThat(store.read("key")).isEqualTo(new StateAnswer.Absent<>());
  }

  @Test
  void a_copy_that_is_here_answers_for_one_that_cannot() {
    here.standby = new StateAnswer.Found<>("old", true);

    assertThat(store.read("key")).isEqualTo(new StateAnswer.Found<>("old", true));
    assertThat(asked).containsExactly("active");
  }

  @Test
  void a_copy_elsewhere_answers_if_none_is_here() {
    peers.put("standby", value("old", true));

    assertThat(store.read("key")).isEqualTo(new StateAnswer.Found<>("old", true));
    assertThat(asked).containsExactly("active", "standby for a standby");
  }

  @Test
  void while_this_instance_restores_what_it_keeps_a_copy_answers() {
    here.answer = new StateAnswer.Restoring<>("half of it is here");
    peers.put("standby", value("old", true));

    assertThat(store.read("key")).isEqualTo(new StateAnswer.Found<>("old", true));
    assertThat(asked).containsExactly("standby for a standby");
  }

  @Test
  void that_a_copy_has_nothing_means_nothing() {
    peers.put("standby", new PeerAnswer.None());

    assertThat(store.read("key"))
        .isEqualTo(new StateAnswer.Restoring<>("active:1 cannot say: it hangs"));
  }

  @Test
  void bytes_of_another_release_are_no_answer() {
    Store<String, Long> numbers = new Store<>("words", Serdes.String(), Serdes.Long());
    Partitioned<String, Long> elsewhere =
        new Partitioned<>() {
          @Override
          public StateAnswer<Long> read(String key) {
            return new StateAnswer.Elsewhere<>(ACTIVE.host(), ACTIVE.port());
          }

          @Override
          public StateAnswer<Long> readStandby(String key) {
            return new StateAnswer.Restoring<>("no standby is here");
          }

          @Override
          public List<HostInfo> standbys(String key) {
            return List.of();
          }
        };
    peers.put("active", value("three", false));

    assertThat(new RoutedStore<>(numbers, elsewhere, this::ask).read("key"))
        .isInstanceOf(StateAnswer.Restoring.class);
  }
}
