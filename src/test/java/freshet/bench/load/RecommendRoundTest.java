package freshet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import freshet.bench.CpuTime;
import freshet.bench.load.RecommendRound.Usage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecommendRoundTest {
  private static final OpenLoop.Outcome OUTCOME =
      new OpenLoop.Outcome(
          new Latency(1_000, 1, 2, 3, 4, 5), new Latency(1_000, 0, 0, 0, 0, 0), 0.5, 0, 0, true);

  private static CpuTime cpu(long total, long compiler) {
    return new CpuTime(
        Duration.ofMillis(total),
        Optional.of(new CpuTime.ByThreads(Duration.ofMillis(compiler), Duration.ofMillis(10))));
  }

  private static Usage usage(int seconds, long server, long compiler) {
    return new Usage(Duration.ofSeconds(seconds), 1_000, cpu(server, compiler), cpu(100, 0));
  }

  @Test
  void what_events_alone_cost_in_the_same_time_is_not_charged_to_requests() {
    RecommendRound round =
        new RecommendRound(
            OUTCOME,
            Optional.of(Duration.ofMillis(250)),
            usage(2, 900, 100),
            usage(1, 200, 20),
            Map.of());

    assertThat(round.serverMicros()).isCloseTo(500, within(1e-9));
    assertThat(round.serverMicrosWithoutCompiler()).isCloseTo(440, within(1e-9));
    assertThat(round.collectorMicros()).isCloseTo(-10, within(1e-9));
    assertThat(round.generatorMicros()).isCloseTo(-100, within(1e-9));
    assertThat(round.answeringMicros()).isCloseTo(250, within(1e-9));
    assertThat(round.idleCores()).isCloseTo(0.2, within(1e-9));
    assertThat(round.eventsPerSecond()).isCloseTo(500, within(1e-9));
  }

  @Test
  void another_kind_is_compared_with_the_plain_requests_of_its_round() {
    OpenLoop.Outcome slower =
        new OpenLoop.Outcome(
            new Latency(1_000, 1, 2, 4.5, 5, 6), OUTCOME.lateness(), 0.5, 0, 0, true);
    RecommendRound round =
        new RecommendRound(
            OUTCOME,
            Optional.empty(),
            usage(2, 900, 100),
            usage(1, 200, 20),
            Map.of(Kind.FEED, slower));

    assertThat(round.timesPlain(Kind.FEED)).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void two_times_without_requests_count_together() {
    assertThat(usage(2, 900, 100).plus(usage(1, 200, 20)))
        .isEqualTo(
            new Usage(
                Duration.ofSeconds(3),
                2_000,
                new CpuTime(
                    Duration.ofMillis(1_100),
                    Optional.of(
                        new CpuTime.ByThreads(Duration.ofMillis(120), Duration.ofMillis(20)))),
                new CpuTime(
                    Duration.ofMillis(200),
                    Optional.of(new CpuTime.ByThreads(Duration.ZERO, Duration.ofMillis(20))))));
  }

  @Test
  void what_the_system_does_not_tell_is_no_number() {
    Usage unknown =
        new Usage(
            Duration.ofSeconds(1),
            1,
            new CpuTime(Duration.ofSeconds(1), Optional.empty()),
            new CpuTime(Duration.ofSeconds(1), Optional.empty()));

    assertThat(
            new RecommendRound(OUTCOME, Optional.empty(), unknown, unknown, Map.of())
                .serverMicrosWithoutCompiler())
        .isNaN();
    assertThat(
            new RecommendRound(OUTCOME, Optional.empty(), unknown, unknown, Map.of())
                .generatorMicros())
        .isZero();
  }
}
