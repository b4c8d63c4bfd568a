package freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IngestRoundTest {
  private static CpuTime cpu(long totalMillis, long compilerMillis, long collectorMillis) {
    return new CpuTime(
        Duration.ofMillis(totalMillis),
        Optional.of(
            new CpuTime.ByThreads(
                Duration.ofMillis(compilerMillis), Duration.ofMillis(collectorMillis))));
  }

  @Test
  void figures_are_per_event() {
    IngestRound round =
        new IngestRound(
            1_000,
            Duration.ofMillis(40),
            cpu(50, 20, 10),
            cpu(5, 0, 0),
            new Traffic(700_000, 1_500, 400));

    assertThat(round.eventsPerSecond()).isEqualTo(25_000);
    assertThat(round.serverMicros()).isEqualTo(50);
    assertThat(round.serverMicrosWithoutCompiler()).isEqualTo(30);
    assertThat(round.collectorMicros()).isEqualTo(10);
    assertThat(round.generatorMicros()).isEqualTo(5);
    assertThat(round.changelogBytes()).isEqualTo(700);
    assertThat(round.changelogRecords()).isEqualTo(1.5);
    assertThat(round.repartitionRecords()).isEqualTo(0.4);
  }

  @Test
  void what_the_system_does_not_tell_is_no_number() {
    CpuTime unknown = new CpuTime(Duration.ofMillis(50), Optional.empty());
    IngestRound round =
        new IngestRound(1_000, Duration.ofSeconds(1), unknown, unknown, new Traffic(0, 0, 0));

    assertThat(round.serverMicros()).isEqualTo(50);
    assertThat(round.serverMicrosWithoutCompiler()).isNaN();
    assertThat(round.collectorMicros()).isNaN();
  }

  @Test
  void cpu_time_is_told_between_two_readings_and_over_two_processes() {
    CpuTime used = cpu(50, 20, 10).minus(cpu(30, 15, 4)).plus(cpu(7, 2, 1));

    assertThat(used).isEqualTo(cpu(27, 7, 7));
    assertThat(used.withoutCompiler()).contains(Duration.ofMillis(20));
  }
}
