package freshet.bench.load;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.bench.FailedBenchException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which answers would make figures mean nothing. */
class RecommendBenchTest {
  private static RecommendBench.Plan plan(boolean model) {
    return new RecommendBench.Plan(
        300, Set.of(), Duration.ZERO, 1, Duration.ofSeconds(1), false, model);
  }

  private static OpenLoop.Outcome outcome(
      double collaborative, double model, double degraded, boolean kept) {
    Latency latency = new Latency(300, 1, 2, 3, 4, 5);
    return new OpenLoop.Outcome(latency, latency, collaborative, model, degraded, kept);
  }

  @Test
  void some_of_it_must_be_collaborative() {
    assertThatCode(() -> RecommendBench.requireGood(plan(false), outcome(0.05, 0, 0, true)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> RecommendBench.requireGood(plan(false), outcome(0.04, 0, 0, true)))
        .isInstanceOf(FailedBenchException.class)
        .hasMessageContaining("warm up with more events");
  }

  @Test
  void with_a_model_nearly_all_must_come_from_it() {
    assertThatCode(() -> RecommendBench.requireGood(plan(true), outcome(0, 0.96, 0.04, true)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> RecommendBench.requireGood(plan(true), outcome(0, 0.94, 0.01, true)))
        .isInstanceOf(FailedBenchException.class)
        .hasMessageContaining("only 94.0 % of the items come from the layer model");
    assertThatThrownBy(() -> RecommendBench.requireGood(plan(true), outcome(0, 0.99, 0.1, true)))
        .hasMessageContaining("10.0 % of the answers are degraded");
  }

  @Test
  void a_server_that_fell_behind_is_not_measured() {
    assertThatThrownBy(() -> RecommendBench.requireGood(plan(false), outcome(1, 0, 0, false)))
        .isInstanceOf(FailedBenchException.class)
        .hasMessageContaining("ask for fewer with --rate");
  }
}
