package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.bench.Machine;
import freshet.bench.chaos.Balance;
import freshet.bench.chaos.ChaosReport;
import freshet.bench.chaos.Comparison;
import freshet.bench.chaos.Moment.Phase;
import freshet.bench.chaos.Visits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChaosFiguresTest {
  private static final Machine MACHINE =
      new Machine("A CPU", 2, 4L << 30, "17 Vendor", "Linux 6 amd64", 0.5);
  private static final Comparison EQUAL = new Comparison(190, 0, List.of());

  private static ChaosReport report(Balance balance, Comparison rows) {
    return new ChaosReport(
        2,
        Duration.ofSeconds(30),
        List.of(Phase.RUNNING, Phase.STARTING, Phase.RUNNING),
        List.of(Duration.ofSeconds(4), Duration.ofMillis(6_500)),
        new Visits(5_000, 0, List.of(), 40, 300, Duration.ofMillis(6_200)),
        7,
        balance,
        0,
        420,
        0,
        EQUAL,
        rows,
        EQUAL);
  }

  private static ChaosFigures figures(ChaosReport report) {
    return new ChaosFigures(MACHINE, Settings.defaults(), 1, report);
  }

  @Test
  void the_keys_of_the_json_are_promised() {
    JsonNode json =
        new ObjectMapper()
            .valueToTree(figures(report(new Balance(3_000, 3_000, 0, 0), EQUAL)).toMap());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "benchmark",
            "machine",
            "guarantee",
            "commitIntervalMillis",
            "seed",
            "minutes",
            "instances",
            "kills",
            "killsBy",
            "sent",
            "counted",
            "lost",
            "twice",
            "requests",
            "failed",
            "unanswerable",
            "degraded",
            "longestIncompleteSeconds",
            "missingInLog",
            "recordsRepeatedInLog",
            "recordsAlteredInLog",
            "retries",
            "eventsPerSecond",
            "secondsToReadyAfterKill",
            "profiles",
            "rows",
            "counts");
    assertThat(json.path("minutes").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/killsBy/running").asInt()).isEqualTo(2);
    assertThat(json.at("/killsBy/restoring").asInt()).isZero();
    assertThat(json.path("eventsPerSecond").asDouble()).isEqualTo(100);
    assertThat(json.at("/secondsToReadyAfterKill/max").asDouble()).isEqualTo(6.5);
    assertThat(json.path("longestIncompleteSeconds").asDouble()).isEqualTo(6.2);
    assertThat(json.at("/rows/compared").asInt()).isEqualTo(190);
  }

  @Test
  void the_table_says_that_all_is_well() {
    assertThat(figures(report(new Balance(3_000, 3_000, 0, 0), EQUAL)).toTable())
        .contains("3 kills", "3,000 accepted", "190 compared, all equal")
        .contains("40", "6.2 at most")
        .endsWith("Every accepted event was counted exactly once.\n");
  }

  @Test
  void one_lost_event_or_one_other_row_is_a_failure() {
    ChaosReport lost = report(new Balance(3_000, 2_999, 1, 0), EQUAL);
    ChaosReport other =
        report(new Balance(3_000, 3_000, 0, 0), new Comparison(190, 1, List.of("item-7")));

    assertThat(lost.isFlawless()).isFalse();
    assertThat(other.isFlawless()).isFalse();
    assertThat(figures(other).toTable())
        .contains("190 compared, 1 different: item-7")
        .contains("that is a defect to report");
  }
}
