package freshet.model.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private final Judgement strict = new Judgement(0);

  @Test
  void a_model_that_is_as_good_as_all_there_is_may_serve() {
    assertThat(strict.refusal(Map.of("ladder.ndcg", 0.2, "without.ndcg", 0.2, "live.ndcg", 0.2)))
        .isEmpty();
  }

  @Test
  void where_there_is_no_live_model_the_ladder_without_one_is_the_measure() {
    assertThat(strict.refusal(Map.of("ladder.ndcg", 0.2, "without.ndcg", 0.1))).isEmpty();
  }

  @Test
  void a_model_that_is_worse_than_none_is_refused_with_both_figures() {
    assertThat(strict.refusal(Map.of("ladder.ndcg", 0.15, "without.ndcg", 0.16)).orElseThrow())
        .startsWith("on the held-out last period NDCG@10 is 0.1500 with it and 0.1600 without a");
  }

  @Test
  void a_model_that_is_worse_than_the_live_one_is_refused() {
    assertThat(
            strict
                .refusal(Map.of("ladder.ndcg", 0.2, "without.ndcg", 0.1, "live.ndcg", 0.21))
                .orElseThrow())
        .contains("0.2100 with the live model");
  }

  @Test
  void a_tolerance_forgives_a_little() {
    Map<String, Double> metrics = Map.of("ladder.ndcg", 0.195, "without.ndcg", 0.2);

    assertThat(new Judgement(0.01).refusal(metrics)).isEmpty();
    assertThat(new Judgement(0.001).refusal(metrics)).isPresent();
  }

  @Test
  void a_model_that_was_not_measured_is_refused() {
    assertThat(strict.refusal(Map.of("without.ndcg", 0.1)).orElseThrow()).contains("ladder.ndcg");
    assertThat(strict.refusal(Map.of("ladder.ndcg", 0.1)).orElseThrow()).contains("without.ndcg");
    assertThat(strict.refusal(Map.of("ladder.ndcg", Double.NaN, "without.ndcg", 0.1))).isPresent();
  }

  @Test
  void the_figures_of_a_model_are_told_with_what_it_was_measured_against() {
    assertThat(Judgement.figures(Map.of("ladder.ndcg", 0.2, "without.ndcg", 0.1)))
        .contains(
            "on the held-out last period NDCG@10 is 0.2000 with it and 0.1000 without a model");
    assertThat(
            Judgement.figures(Map.of("ladder.ndcg", 0.2, "without.ndcg", 0.1, "live.ndcg", 0.15))
                .orElseThrow())
        .endsWith("without a model; 0.1500 with the one that served when it was trained");
    assertThat(Judgement.figures(Map.of("model.ndcg", 0.2))).isEmpty();
  }

  @Test
  void a_tolerance_out_of_range_is_refused() {
    assertThatThrownBy(() -> new Judgement(-0.1)).hasMessageContaining("give 0 to 1");
  }
}
