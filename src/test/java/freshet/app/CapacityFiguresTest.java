package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.bench.CpuTime;
import freshet.bench.Machine;
import freshet.bench.TopicBytes;
import freshet.bench.Workload;
import freshet.bench.capacity.CapacityReport;
import freshet.bench.load.Latency;
import freshet.bench.memory.ResidentMemory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CapacityFiguresTest {
  private static final CapacityFigures FIGURES =
      new CapacityFigures(
          new Machine("A CPU", 2, 4L << 30, "17 Vendor", "Linux 6 amd64", 0.5),
          new CapacityReport(
              new Workload.Shape(1_000, 500, 1),
              10_000,
              Duration.ofSeconds(2),
              new CpuTime(Duration.ofSeconds(1), Optional.empty()),
              2_000,
              new CpuTime(Duration.ofMillis(500), Optional.empty()),
              new Latency(2_000, 1, 2, 5, 8, 9),
              Map.of("profile-users", 1_000_000L, "cooccurrence-rows", 500_000L),
              new TopicBytes(900_000, 100_000, 5_000_000, 0),
              OptionalLong.of(64_000_000),
              Optional.of(new ResidentMemory(128_000_000, 256_000_000))));

  @Test
  void the_keys_of_the_json_are_promised() {
    JsonNode json = new ObjectMapper().valueToTree(FIGURES.toMap());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "benchmark",
            "machine",
            "site",
            "events",
            "eventsPerSecond",
            "microsPerEvent",
            "requests",
            "microsPerRequest",
            "latencyMillis",
            "stateBytes",
            "stores",
            "topicBytes",
            "heapBytes",
            "memory");
    assertThat(json.path("microsPerEvent").asDouble()).isEqualTo(100);
    assertThat(json.path("microsPerRequest").asDouble()).isEqualTo(250);
    assertThat(json.path("stateBytes").asLong()).isEqualTo(1_500_000);
  }

  @Test
  void people_read_what_one_of_each_takes() {
    assertThat(FIGURES.toTable())
        .contains("1,000 users, 500 items, 10,000 events")
        .containsPattern(
            "profile-users +1\\.0 MB, 1,000\\.0 bytes a user, 2,000\\.0 an item, 100\\.0 an event")
        .containsPattern("in Kafka +90\\.0 bytes an event in the log, 200\\.0 an item");
  }
}
