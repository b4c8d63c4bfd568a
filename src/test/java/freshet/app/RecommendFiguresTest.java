package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.bench.CpuTime;
import freshet.bench.Machine;
import freshet.bench.Workload;
import freshet.bench.load.Kind;
import freshet.bench.load.Latency;
import freshet.bench.load.OpenLoop;
import freshet.bench.load.RecommendBench;
import freshet.bench.load.RecommendReport;
import freshet.bench.load.RecommendRound;
import freshet.bench.memory.ItemMemory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecommendFiguresTest {
  private static final Machine MACHINE =
      new Machine("A CPU", 2, 4L << 30, "17 Vendor", "Linux 6 amd64", 0.5);

  private static RecommendRound.Usage usage(long millis, boolean threadsKnown) {
    CpuTime cpu =
        new CpuTime(
            Duration.ofMillis(millis),
            Optional.of(new CpuTime.ByThreads(Duration.ofMillis(10), Duration.ofMillis(5)))
                .filter(any -> threadsKnown));
    return new RecommendRound.Usage(Duration.ofSeconds(1), 1_000, cpu, cpu);
  }

  private static OpenLoop.Outcome outcome(double p99) {
    return new OpenLoop.Outcome(
        new Latency(1_000, 1.5, 2, p99, 50, 60),
        new Latency(1_000, 0.1, 0.2, 0.3, 4, 5),
        0.75,
        0.99,
        0.01,
        true);
  }

  private static RecommendRound round(double p99, boolean threadsKnown) {
    return new RecommendRound(
        outcome(p99),
        Optional.of(Duration.ofMillis(300)).filter(any -> threadsKnown),
        usage(700, threadsKnown),
        usage(200, threadsKnown),
        Map.of(Kind.CURSOR, outcome(2 * p99)));
  }

  private static RecommendFigures figures(
      boolean threadsKnown, boolean search, OptionalInt highest) {
    return new RecommendFigures(
        MACHINE,
        Workload.Shape.DEFAULT,
        1_000_000,
        Optional.empty(),
        new RecommendReport(
            new RecommendBench.Plan(
                1_000,
                Set.of(Kind.CURSOR),
                Duration.ofSeconds(30),
                3,
                Duration.ofSeconds(10),
                search,
                false),
            List.of(round(9, threadsKnown), round(3, threadsKnown), round(4, threadsKnown)),
            highest));
  }

  @Test
  void the_keys_of_the_json_are_promised() {
    JsonNode json =
        new ObjectMapper().valueToTree(figures(true, true, OptionalInt.of(2_250)).toMap());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "benchmark",
            "machine",
            "site",
            "warmUpEvents",
            "rounds",
            "roundSeconds",
            "requestsPerSecond",
            "eventsPerSecond",
            "latencyMillis",
            "latenessMillis",
            "cpuMicrosPerRequest",
            "cpuMicrosPerRequestWithoutJit",
            "answeringCpuMicrosPerRequest",
            "gcMicrosPerRequest",
            "generatorCpuMicrosPerRequest",
            "coresForEventsAlone",
            "collaborativeShare",
            "kinds",
            "highestRate");
    assertThat(json.path("latencyMillis").fieldNames())
        .toIterable()
        .containsExactly("p50", "p90", "p99", "p999", "max");
    assertThat(json.at("/site/items").asInt()).isEqualTo(10_000);
    assertThat(json.at("/latencyMillis/p99/median").asDouble()).isEqualTo(4);
    assertThat(json.at("/latencyMillis/p99/min").asDouble()).isEqualTo(3);
    assertThat(json.at("/latencyMillis/p99/max").asDouble()).isEqualTo(9);
    assertThat(json.at("/cpuMicrosPerRequest/median").asDouble()).isEqualTo(500);
    assertThat(json.at("/answeringCpuMicrosPerRequest/median").asDouble()).isEqualTo(300);
    assertThat(json.at("/kinds/cursor/latencyMillis/p99/median").asDouble()).isEqualTo(8);
    assertThat(json.at("/kinds/cursor/p99TimesPlain/median").asDouble()).isEqualTo(2);
    assertThat(json.at("/highestRate/p99MillisAtMost").asInt()).isEqualTo(10);
    assertThat(json.at("/highestRate/requestsPerSecond").asInt()).isEqualTo(2_250);
  }

  @Test
  void a_figure_the_system_does_not_tell_is_left_out() {
    RecommendFigures figures = figures(false, false, OptionalInt.empty());

    assertThat(figures.toMap())
        .containsKey("cpuMicrosPerRequest")
        .doesNotContainKeys(
            "cpuMicrosPerRequestWithoutJit",
            "answeringCpuMicrosPerRequest",
            "gcMicrosPerRequest",
            "highestRate");
    assertThat(figures.toTable()).doesNotContain("NaN", "compiling", "highest rate");
  }

  @Test
  void the_table_names_the_machine_and_what_was_measured() {
    assertThat(figures(true, true, OptionalInt.of(2_250)).toTable())
        .contains(
            "A CPU, 2 cores, 4 GiB, Java 17 Vendor, Linux 6 amd64, load 0.5 at the start",
            "10,000 items, 100,000 users, 1,000,000 events before; 1,000 requests/s in open loop,"
                + " 1,000 events/s besides",
            "3 rounds of 10 s",
            "4.00   3.00 to 9.00",
            "cursor: p50, ms",
            "2.00   2.00 to 2.00",
            "highest rate with a p99 of at most 10 ms: 2,250 requests/s");
    assertThat(figures(true, true, OptionalInt.empty()).toTable())
        .contains("none of the rates tried");
  }

  @Test
  void with_a_model_its_share_and_the_memory_of_items_are_told() {
    RecommendFigures figures =
        new RecommendFigures(
            MACHINE,
            Workload.Shape.DEFAULT,
            1_000_000,
            Optional.of(
                new ItemMemory(
                    10_000,
                    OptionalLong.of(10_000_000),
                    OptionalLong.of(4_000_000),
                    2_560_000,
                    OptionalLong.of(900_000_000))),
            new RecommendReport(
                new RecommendBench.Plan(
                    1_000,
                    Set.of(),
                    Duration.ofSeconds(30),
                    1,
                    Duration.ofSeconds(10),
                    false,
                    true),
                List.of(round(9, true)),
                OptionalInt.empty()));
    JsonNode json = new ObjectMapper().valueToTree(figures.toMap());

    assertThat(json.at("/modelShare/median").asDouble()).isEqualTo(0.99);
    assertThat(json.at("/degradedShare/median").asDouble()).isEqualTo(0.01);
    assertThat(json.path("memory").fieldNames())
        .toIterable()
        .containsExactly(
            "catalogueHeapBytes",
            "modelHeapBytes",
            "modelNativeBytes",
            "catalogueHeapBytesPerItem",
            "modelHeapBytesPerItem",
            "modelNativeBytesPerItem",
            "residentBytes");
    assertThat(figures.toTable())
        .contains(
            "items by layer model, %",
            "memory per item: catalogue 1,000 bytes; model 400 on the heap, 256 outside",
            "the whole server: 900 MB")
        .doesNotContain("layer collaborative");
  }
}
