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
class BenchFreshnessIT {
  private static final Duration LIMIT = Duration.ofSeconds(150);

  @TempDir private Path directory;

  @Test
  void what_is_handed_in_becomes_visible() throws Exception {
    Run run =
        FreshetProcess.bench(
            directory,
            LIMIT,
            "freshness",
            "--events-rate=100",
            "--rounds=2",
            "--probes=5",
            "--probes-rate=20",
            "--warm-up-probes=1",
            "--users=200",
            "--items=300",
            "--warm-up=1000");

    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    for (String kind : new String[] {"ownProfile", "neighbours"}) {
      JsonNode all = figures.path(kind).path("allRounds");
      assertThat(all.at("/visible/count").asInt()).isEqualTo(10);
      assertThat(all.at("/visible/p50").asDouble())
          .isGreaterThan(all.at("/accepted/p50").asDouble());
      assertThat(all.at("/asking/count").asInt()).isGreaterThanOrEqualTo(10);
    }
    assertThat(run.err()).contains("round 2 of 2: ");
  }
}
