package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An accepted event is counted exactly once, whatever dies: two instances and their broker are
 * killed again and again while events are posted, and in the end their state is, byte for byte,
 * that of a server that got the same events undisturbed. The kill test of {@code bench chaos}, for
 * a moment.
 */
@Timeout(420)
class KillIT {
  private static final Duration LIMIT = Duration.ofMinutes(6);

  @TempDir private Path directory;

  @Test
  void nothing_is_lost_counted_twice_or_different_from_an_undisturbed_run() throws Exception {
    Run run =
        FreshetProcess.bench(
            directory,
            LIMIT,
            "chaos",
            "--minutes=0.1",
            "--instances=2",
            "--lead=2000",
            // Enough to be shared, and soon restored.
            "--set=kafka.partitions=2");

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.path("kills").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(figures.path("sent").asLong()).isPositive();
    assertThat(figures.path("counted")).isEqualTo(figures.path("sent"));
    assertThat(figures.path("lost").asLong(-1)).isZero();
    assertThat(figures.path("twice").asLong(-1)).isZero();
    assertThat(figures.path("requests").asLong()).isPositive();
    assertThat(figures.path("failed").asLong(-1)).isZero();
    assertThat(figures.at("/profiles/different").asLong(-1)).isZero();
    assertThat(figures.at("/rows/compared").asLong()).isPositive();
    assertThat(figures.at("/secondsToReadyAfterKill/median").asDouble()).isPositive();
    assertThat(run.err()).contains("kill 2 at ");
  }

  @Test
  void settings_under_which_equality_cannot_be_asked_for_are_refused() {
    assertThat(Run.of("bench", "chaos", "--minutes=0").err()).contains("give 0.1 to 60");
    assertThat(Run.of("bench", "chaos", "--set=profile.event-ids=100").err())
        .contains("profile.event-ids is 100; give at least 500");
    assertThat(Run.of("bench", "chaos", "--set=cooccurrence.successors=50").err())
        .contains("cooccurrence.successors is 50; give at least 190");
    assertThat(Run.of("bench", "chaos", "--lead=-1").err())
        .contains("--lead is -1; give 0 or more");
    Run elsewhere = Run.of("bench", "chaos", "--set=kafka.bootstrap.servers=localhost:9092");
    assertThat(elsewhere.exit()).isEqualTo(2);
    assertThat(elsewhere.err()).contains("the broker is killed too");
  }
}
