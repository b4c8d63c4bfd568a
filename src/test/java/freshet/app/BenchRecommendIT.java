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
class BenchRecommendIT {
  private static final Duration LIMIT = Duration.ofSeconds(150);

  @TempDir private Path directory;

  @Test
  void full_slates_are_answered_while_events_flow_in() throws Exception {
    Run run =
        FreshetProcess.bench(
            directory,
            LIMIT,
            "recommend",
            "--rate=20",
            "--events-rate=100",
            "--kinds=feed,ranking,filter,cursor",
            "--rounds=1",
            "--round-seconds=1",
            "--warm-up-seconds=0",
            "--users=200",
            "--items=300",
            "--warm-up=3000",
            "--no-search");

    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.at("/latencyMillis/p50/median").asDouble()).isPositive();
    assertThat(figures.at("/eventsPerSecond/median").asDouble()).isPositive();
    assertThat(figures.at("/collaborativeShare/median").asDouble()).isBetween(0.05, 1.0);
    assertThat(figures.path("kinds").fieldNames())
        .toIterable()
        .containsExactly("feed", "ranking", "filter", "cursor");
    assertThat(figures.at("/kinds/ranking/p99TimesPlain/median").asDouble()).isPositive();
    assertThat(figures.has("highestRate")).isFalse();
    assertThat(run.err()).contains("described 300 items", "round 1 of 1: ");
  }

  @Test
  void with_a_model_all_items_come_from_it_and_what_they_take_is_told() throws Exception {
    Run run =
        FreshetProcess.bench(
            directory,
            LIMIT,
            "recommend",
            "--model",
            "--rate=20",
            "--events-rate=100",
            "--rounds=1",
            "--round-seconds=1",
            "--warm-up-seconds=1",
            "--users=200",
            "--items=300",
            "--warm-up=3000",
            "--no-search",
            // What is cold on a busy machine is slow, and not what is tested here.
            "--set=model.budget=10s");

    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.at("/modelShare/median").asDouble()).isBetween(0.95, 1.0);
    assertThat(figures.at("/degradedShare/median").asDouble()).isBetween(0.0, 0.05);
    assertThat(figures.at("/memory/modelNativeBytes").asLong()).isGreaterThan(300 * 64 * 4);
  }

  @Test
  void a_kind_that_nobody_knows_is_refused_before_anything_starts() {
    Run run = Run.of("bench", "recommend", "--kinds=feed,plain");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--kinds holds \"plain\"; give feed, ranking, filter or cursor");
  }
}
