package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark runs for real, if only for a moment: its figures mean nothing, its checks do. */
@Timeout(180)
class BenchReloadIT {
  private static final Duration LIMIT = Duration.ofSeconds(150);

  @TempDir private Path directory;

  @Test
  void two_models_take_turns_and_no_request_fails() throws Exception {
    Run run =
        FreshetProcess.bench(
            directory,
            LIMIT,
            "reload",
            "--times=2",
            "--every=1",
            "--rate=20",
            "--events-rate=20",
            "--warm-up-seconds=1",
            "--users=200",
            "--items=300",
            "--warm-up=5000",
            // What is cold on a busy machine is slow, and not what is tested here.
            "--set=model.budget=10s");

    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.path("reloads").asInt()).isEqualTo(2);
    assertThat(figures.path("requests").asInt()).isGreaterThan(20);
    assertThat(figures.path("failed").asInt(-1)).isZero();
    assertThat(figures.path("withoutModel").asInt(-1)).isZero();
    assertThat(figures.at("/nearReloadsMillis/count").asInt()).isPositive();
    assertThat(figures.at("/liveAfterMillis/median").asDouble()).isPositive();
    assertThat(run.err()).contains("model bench-1 serves", "reload 2 of 2: live after ");
  }
}
