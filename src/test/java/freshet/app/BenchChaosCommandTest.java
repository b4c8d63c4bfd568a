package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchChaosCommandTest {
  @Test
  void settings_under_which_equality_cannot_be_asked_for_are_refused() {
    assertThat(Run.of("bench", "chaos", "--minutes=0").err()).contains("give 0.1 to 60");
    assertThat(Run.of("bench", "chaos", "--set=profile.event-ids=100").err())
        .contains("profile.event-ids is 100; give at least 500");
    assertThat(Run.of("bench", "chaos", "--set=cooccurrence.successors=50").err())
        .contains("cooccurrence.successors is 50; give at least 190");
    Run elsewhere = Run.of("bench", "chaos", "--set=kafka.bootstrap.servers=localhost:9092");
    assertThat(elsewhere.exit()).isEqualTo(2);
    assertThat(elsewhere.err()).contains("the broker is killed too");
  }
}
