package freshet.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.bench.chaos.Moment.Phase;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MomentTest {
  private static List<Moment> moments(Duration whole) {
    SplittableRandom random = new SplittableRandom(5);
    return Stream.generate(() -> Moment.next(random, whole)).limit(2_000).toList();
  }

  @Test
  void most_kills_come_while_it_runs_and_some_in_every_other_phase() {
    var phases =
        moments(Duration.ofMinutes(10)).stream()
            .collect(Collectors.groupingBy(Moment::phase, Collectors.counting()));

    assertThat(phases.get(Phase.RUNNING)).isGreaterThan(1_200);
    assertThat(phases.get(Phase.STARTING)).isGreaterThan(200);
    assertThat(phases.get(Phase.RESTORING)).isGreaterThan(200);
  }

  @Test
  void a_server_that_runs_is_left_alone_for_3_to_20_seconds() {
    assertThat(moments(Duration.ofMinutes(10)))
        .filteredOn(moment -> moment.phase() == Phase.RUNNING)
        .allSatisfy(
            moment ->
                assertThat(moment.delay()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(20)))
        .anySatisfy(moment -> assertThat(moment.delay()).isGreaterThan(Duration.ofSeconds(18)));
  }

  @Test
  void when_time_is_short_it_is_killed_sooner() {
    assertThat(moments(Duration.ofSeconds(6)))
        .filteredOn(moment -> moment.phase() == Phase.RUNNING)
        .allSatisfy(
            moment ->
                assertThat(moment.delay())
                    .isBetween(Duration.ofMillis(500), Duration.ofSeconds(1)));
  }

  @Test
  void the_first_kill_hits_a_server_that_runs() {
    SplittableRandom random = new SplittableRandom(5);

    for (int i = 0; i < 100; i++) {
      assertThat(Moment.first(random, Duration.ofMinutes(1)).phase()).isEqualTo(Phase.RUNNING);
    }
  }
}
