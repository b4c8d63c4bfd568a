package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.bench.CpuTime;
import freshet.bench.IngestReport;
import freshet.bench.IngestRound;
import freshet.bench.Machine;
import freshet.bench.Traffic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IngestFiguresTest {
  private static final Machine MACHINE =
      new Machine("A CPU", 2, 4L << 30, "17 Vendor", "Linux 6 amd64", 0.5);

  private static IngestRound round(long millis, boolean threadsKnown) {
    CpuTime cpu =
        new CpuTime(
            Duration.ofMillis(millis),
            Optional.of(new CpuTime.ByThreads(Duration.ofMillis(10), Duration.ofMillis(5)))
                .filter(any -> threadsKnown));
    return new IngestRound(
        1_000, Duration.ofMillis(millis), cpu, cpu, new Traffic(9_000, 800, 400));
  }

  private static IngestFigures figures(boolean threadsKnown) {
    return new IngestFigures(
        MACHINE,
        Settings.defaults(),
        new IngestReport(
            List.of(round(50, threadsKnown), round(40, threadsKnown), round(100, threadsKnown)),
            List.of(round(20, threadsKnown), round(20, threadsKnown), round(20, threadsKnown)),
            5_000,
            5_000,
            9.5));
  }

  @Test
  void the_keys_of_the_json_are_promised() {
    JsonNode json = new ObjectMapper().valueToTree(figures(true).toMap());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "benchmark",
            "machine",
            "settings",
            "rounds",
            "eventsPerRound",
            "sent",
            "counted",
            "predecessorsPerEvent",
            "eventsPerSecond",
            "cpuMicrosPerEvent",
            "cpuMicrosPerEventWithoutJit",
            "gcMicrosPerEvent",
            "generatorCpuMicrosPerEvent",
            "changelogBytesPerEvent",
            "changelogRecordsPerEvent",
            "repartitionRecordsPerEvent",
            "passThrough",
            "ratioToPassThrough");
    assertThat(json.at("/machine/cores").asInt()).isEqualTo(2);
    assertThat(json.at("/settings/guarantee").asText()).isEqualTo("exactly_once_v2");
    assertThat(json.at("/settings/commitIntervalMillis").asInt()).isEqualTo(100);
    assertThat(json.at("/eventsPerSecond/median").asDouble()).isEqualTo(20_000);
    assertThat(json.at("/eventsPerSecond/min").asDouble()).isEqualTo(10_000);
    assertThat(json.at("/eventsPerSecond/max").asDouble()).isEqualTo(25_000);
    assertThat(json.at("/cpuMicrosPerEventWithoutJit/median").asDouble()).isEqualTo(40);
    assertThat(json.at("/passThrough/eventsPerSecond/median").asDouble()).isEqualTo(50_000);
    assertThat(json.at("/ratioToPassThrough/eventsPerSecond/median").asDouble()).isEqualTo(0.4);
    assertThat(json.at("/ratioToPassThrough/cpuMicrosPerEvent/median").asDouble()).isEqualTo(2.5);
  }

  @Test
  void a_figure_the_system_does_not_tell_is_left_out() {
    assertThat(figures(false).toMap())
        .containsKey("cpuMicrosPerEvent")
        .doesNotContainKeys("cpuMicrosPerEventWithoutJit", "gcMicrosPerEvent");
    assertThat(figures(false).toTable()).doesNotContain("NaN", "compiling");
  }

  @Test
  void the_table_names_the_machine_and_what_was_measured() {
    assertThat(figures(true).toTable())
        .contains(
            "A CPU, 2 cores, 4 GiB, Java 17 Vendor, Linux 6 amd64, load 0.5 at the start",
            "exactly_once_v2, commit every 100 ms, %d stream threads, 9.5 predecessors per event"
                .formatted(Settings.defaults().streams().threads()),
            "3 rounds of 1,000 events; 5,000 sent in all, 5,000 counted",
            "20,000   10,000 to 25,000",
            "ratio to that topology");
  }
}
