package freshet.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.bench.load.WatchedRequest;
import freshet.bench.load.WatchedRequest.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepTest {
  /** As clocks of the JVM may be. */
  private static final long BEGAN = Long.MAX_VALUE - 1_000_000;

  private static WatchedRequest request(long dueMillis, long answeredMillis, Fate fate) {
    return new WatchedRequest(
        BEGAN + dueMillis * 1_000_000, BEGAN + answeredMillis * 1_000_000, fate);
  }

  private static Step step(WatchedRequest... requests) {
    return Step.of(
        "one killed", BEGAN, Duration.ofSeconds(9), List.of(requests), 0, Optional.empty());
  }

  @Test
  void what_happened_could_be_noticed_until_the_last_answer_that_was_not_complete() {
    Step step =
        step(
            request(0, 5, Fate.COMPLETE),
            request(10, 310, Fate.FAILED),
            request(20, 30, Fate.DEGRADED),
            request(400, 405, Fate.COMPLETE));

    assertThat(step.completeAfter()).isEqualTo(Duration.ofMillis(310));
    assertThat(step.failed()).isEqualTo(1);
    assertThat(step.degraded()).isEqualTo(1);
    assertThat(step.latency().count()).isEqualTo(3);
  }

  @Test
  void where_all_answers_are_complete_nobody_noticed_anything() {
    assertThat(step(request(0, 5, Fate.COMPLETE)).completeAfter()).isZero();
  }
}
