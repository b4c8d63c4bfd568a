package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.bench.CpuTime;
import freshet.bench.Machine;
import freshet.bench.Workload;
import freshet.bench.freshness.FreshnessBench;
import freshet.bench.freshness.FreshnessReport;
import freshet.bench.freshness.FreshnessRound;
import freshet.bench.freshness.Visibility;
import freshet.bench.load.Latency;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreshnessFiguresTest {
  private static final Machine MACHINE =
      new Machine("A CPU", 2, 4L << 30, "17 Vendor", "Linux 6 amd64", 0.5);

  private static Latency latency(int count, double p99) {
    return new Latency(count, 5, 10, p99, 100, 100);
  }

  private static FreshnessRound round(int count, double p99) {
    Visibility visibility =
        new Visibility(
            latency(count, p99), latency(count, 3), latency(count * 5, 1), latency(count * 4, 2));
    return new FreshnessRound(visibility, visibility);
  }

  private static FreshnessFigures figures() {
    return new FreshnessFigures(
        MACHINE,
        Settings.defaults(),
        Workload.Shape.DEFAULT,
        new FreshnessReport(
            new FreshnessBench.Plan(3, 100, 10, 100),
            List.of(round(100, 20), round(100, 40), round(100, 30)),
            round(300, 35),
            Duration.ofSeconds(60),
            120_000,
            new CpuTime(Duration.ofSeconds(30), Optional.empty())));
  }

  @Test
  void the_keys_of_the_json_are_promised() {
    JsonNode json = new ObjectMapper().valueToTree(figures().toMap());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "benchmark",
            "machine",
            "site",
            "guarantee",
            "commitIntervalMillis",
            "rounds",
            "probesPerRound",
            "probesPerSecond",
            "eventsPerSecond",
            "serverCores",
            "ownProfile",
            "neighbours");
    assertThat(json.path("neighbours").fieldNames())
        .toIterable()
        .containsExactly(
            "visibleMillis", "acceptedMillis", "askingMillis", "betweenAskingMillis", "allRounds");
    assertThat(json.at("/ownProfile/visibleMillis").fieldNames())
        .toIterable()
        .containsExactly("p50", "p90", "p99", "max");
    assertThat(json.at("/ownProfile/visibleMillis/p99/median").asDouble()).isEqualTo(30);
    assertThat(json.at("/ownProfile/allRounds/visible/p99").asDouble()).isEqualTo(35);
    assertThat(json.at("/ownProfile/allRounds/visible/count").asInt()).isEqualTo(300);
    assertThat(json.at("/eventsPerSecond").asDouble()).isEqualTo(2_000);
    assertThat(json.at("/serverCores").asDouble()).isEqualTo(0.5);
  }

  @Test
  void the_table_names_the_machine_and_what_was_measured() {
    assertThat(figures().toTable())
        .contains(
            "A CPU, 2 cores, 4 GiB, Java 17 Vendor, Linux 6 amd64, load 0.5 at the start",
            "exactly_once_v2, commit every 100 ms; 10,000 items, 100,000 users, 2,000 events/s",
            "3 rounds of 100 probes of either kind, 10.0 a second",
            "30.0   20.0 to 40.0",
            "all 300 probes: p50 5.0, p90 10.0, p99 35.0, longest 100.0",
            "the server used 0.50 cores");
  }
}
