package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark runs for real, if only for a moment: its figures mean nothing, its counts do. */
@Timeout(180)
class BenchIngestIT {
  private static final Duration LIMIT = Duration.ofSeconds(150);

  @TempDir private Path directory;

  @Test
  void what_was_sent_is_what_was_counted() throws Exception {
    Run run =
        FreshetProcess.bench(
            directory, LIMIT, "ingest", "--rounds=2", "--events=2000", "--warm-up=1000");

    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.path("sent").asLong()).isEqualTo(5_000);
    assertThat(figures.path("counted").asLong()).isEqualTo(5_000);
    assertThat(figures.at("/eventsPerSecond/median").asDouble()).isPositive();
    assertThat(figures.at("/cpuMicrosPerEvent/median").asDouble()).isPositive();
    assertThat(figures.at("/passThrough/eventsPerSecond/median").asDouble()).isPositive();
    assertThat(figures.at("/changelogRecordsPerEvent/median").asDouble()).isGreaterThan(0.5);
    assertThat(figures.at("/repartitionRecordsPerEvent/median").asDouble()).isPositive();
    assertThat(run.err()).contains("round 2 of 2: ");
  }
}
