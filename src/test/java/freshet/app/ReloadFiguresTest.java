package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.bench.Machine;
import freshet.bench.Workload;
import freshet.bench.load.WatchedRequest;
import freshet.bench.load.WatchedRequest.Fate;
import freshet.bench.memory.ResidentMemory;
import freshet.bench.reload.Reload;
import freshet.bench.reload.ReloadBench;
import freshet.bench.reload.ReloadReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReloadFiguresTest {
  private static final Machine MACHINE =
      new Machine("A CPU", 2, 4L << 30, "17 Vendor", "Linux 6 amd64", 0.5);
  private static final long MILLI = 1_000_000;

  private static Reload reload(long at, long took, Optional<ResidentMemory> memory) {
    return new Reload(at * MILLI, (at + took) * MILLI, memory);
  }

  private static WatchedRequest request(long due, long took, Fate fate) {
    return new WatchedRequest(due * MILLI, (due + took) * MILLI, fate);
  }

  private static ReloadFigures figures(Optional<ResidentMemory> memory, Fate last) {
    return new ReloadFigures(
        MACHINE,
        Workload.Shape.DEFAULT,
        new ReloadReport(
            new ReloadBench.Plan(300, Duration.ZERO, 2, Duration.ofSeconds(4)),
            List.of(reload(10_000, 100, memory), reload(20_000, 300, memory)),
            List.of(
                request(1_000, 4, Fate.COMPLETE),
                request(10_050, 6, Fate.COMPLETE),
                request(15_000, 4, last)),
            last == Fate.FAILED ? Optional.of("it was answered 500") : Optional.empty()));
  }

  @Test
  void the_keys_of_the_json_are_promised() {
    JsonNode json =
        new ObjectMapper()
            .valueToTree(figures(Optional.of(new ResidentMemory(1, 2)), Fate.COMPLETE).toMap());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "benchmark",
            "machine",
            "site",
            "requestsPerSecond",
            "reloads",
            "requests",
            "failed",
            "withoutModel",
            "nearReloadsMillis",
            "awayFromReloadsMillis",
            "p99Ratio",
            "liveAfterMillis",
            "firstMemory",
            "lastMemory");
    assertThat(json.path("p99Ratio").asDouble()).isBetween(1.4, 1.6);
    assertThat(json.at("/nearReloadsMillis/count").asInt()).isEqualTo(1);
    assertThat(json.at("/lastMemory/rest").asInt()).isEqualTo(2);
  }

  @Test
  void the_table_says_what_requests_noticed() {
    assertThat(
            figures(Optional.of(new ResidentMemory(900_000_000, 600_000_000)), Fate.COMPLETE)
                .toTable())
        .contains(
            "300 requests/s in open loop; 2 reloads, one in 4 s",
            "requests 3, failed 0, answered without the model 0",
            "p99 near as a multiple of away: 1.50",
            "a model serves after, ms: 200 (100 to 300)",
            "memory after the last reload: 1,500 MB, of them 600 outside the Java heap")
        .doesNotContain("the first that failed");
  }

  @Test
  void the_first_failure_is_told_and_unknown_memory_is_left_out() {
    String table = figures(Optional.empty(), Fate.FAILED).toTable();

    assertThat(table)
        .contains("requests 3, failed 1", "the first that failed: it was answered 500")
        .doesNotContain("memory");
  }
}
