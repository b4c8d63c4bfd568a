package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.bench.CpuTime;
import freshet.bench.Machine;
import freshet.bench.Workload;
import freshet.bench.load.Latency;
import freshet.bench.scale.ScaleBench;
import freshet.bench.scale.ScaleReport;
import freshet.bench.scale.Step;
import freshet.bench.scale.Throughput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScaleFiguresTest {
  private static final Machine MACHINE =
      new Machine("A CPU", 2, 4L << 30, "17 Vendor", "Linux 6 amd64", 0.5);

  private static Step step(String name, long failed) {
    return new Step(
        name,
        Duration.ofSeconds(20),
        10_000,
        failed,
        7,
        Duration.ofMillis(8_400),
        3,
        new Latency(10_000, 2, 4, 12.5, 30, 80),
        failed > 0 ? Optional.of("it was answered 500") : Optional.empty());
  }

  private static ScaleFigures figures(long failed) {
    CpuTime second = new CpuTime(Duration.ofSeconds(1), Optional.empty());
    return new ScaleFigures(
        MACHINE,
        Workload.Shape.DEFAULT,
        new ScaleReport(
            new ScaleBench.Plan(
                3, 500, 100, Duration.ofSeconds(10), Duration.ofSeconds(20), 10_000),
            List.of(step("1 instance", 0), step("rolling restart", failed)),
            List.of(
                new Throughput(
                    1, 10_000, Duration.ofSeconds(2), second, second, 1_500, 700, 0.66, 812))));
  }

  @Test
  void the_keys_of_the_json_are_promised() {
    JsonNode json = new ObjectMapper().valueToTree(figures(0).toMap());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "benchmark",
            "machine",
            "site",
            "requestsPerSecond",
            "eventsPerSecond",
            "failed",
            "steps",
            "throughput");
    assertThat(json.path("steps").path(1).path("answeredByAnother").asLong()).isEqualTo(3);
    assertThat(json.at("/steps/1/completeAfterSeconds").asDouble()).isEqualTo(8.4);
    JsonNode one = json.path("throughput").path(0);
    assertThat(one.path("eventsPerSecond").asDouble()).isEqualTo(5_000);
    assertThat(one.path("serverMicrosPerEvent").asDouble()).isEqualTo(100);
  }

  @Test
  void people_read_two_tables() {
    String table = figures(0).toTable();

    assertThat(table.lines())
        .anyMatch(
            line -> line.matches("rolling restart +20 +10,000 +0 +7 +8\\.4 +3 +2\\.0 +12\\.5 +80"))
        .anyMatch(
            line -> line.matches("1 instance +5,000 +100\\.0 +100\\.0 +1,500 +700 +0\\.66 +812"));
  }

  @Test
  void a_request_that_failed_is_told_with_its_reason() {
    assertThat(figures(2).report().isFlawless()).isFalse();
    assertThat(figures(2).toTable()).contains("the first that failed: it was answered 500");
    assertThat(figures(2).toMap()).containsEntry("failed", 2L);
  }
}
