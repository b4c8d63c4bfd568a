package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RecommendSettingsTest {
  private static final Map<Layer, Double> LAYERS =
      Map.of(Layer.COLLABORATIVE, 1.0, Layer.CONTENT, 0.3, Layer.POPULARITY, 0.3);

  private static RecommendSettings settings(List<Double> mixture, Map<Layer, Double> layers) {
    return new RecommendSettings(
        Site.NEIGHBOURS,
        mixture,
        layers,
        false,
        new FreshnessBoost(0.5, Duration.ofDays(7)),
        new Mmr(0));
  }

  private static void assertRefused(ThrowingCallable made, String message) {
    assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void the_mixture_is_divided_by_its_sum() {
    assertThat(settings(List.of(1.0, 3.0), LAYERS).halfLifeMixture()).containsExactly(0.25, 0.75);
  }

  @Test
  void a_mixture_needs_weights_of_0_or_more_and_one_above() {
    for (List<Double> mixture :
        List.of(
            List.<Double>of(),
            List.of(0.0, 0.0),
            List.of(1.0, -0.5),
            List.of(Double.NaN),
            List.of(Double.POSITIVE_INFINITY, 1.0))) {
      assertRefused(
          () -> settings(mixture, LAYERS),
          "recommend.half-life-mixture is "
              + mixture
              + "; give one weight of 0 or more per half-life, not all 0");
    }
  }

  @Test
  void every_layer_has_a_weight_of_0_to_1000() {
    assertRefused(
        () -> settings(List.of(1.0), Map.of()),
        "recommend.layers.collaborative is missing; give 0 to 1000");
    assertRefused(
        () ->
            settings(
                List.of(1.0),
                Map.of(Layer.COLLABORATIVE, 1.0, Layer.CONTENT, -0.3, Layer.POPULARITY, 0.3)),
        "recommend.layers.content is -0.3; give 0 to 1000");
  }

  @Test
  void one_layer_at_least_has_a_say() {
    assertRefused(
        () ->
            settings(
                List.of(1.0),
                Map.of(Layer.COLLABORATIVE, 0.0, Layer.CONTENT, 0.0, Layer.POPULARITY, 0.0)),
        "recommend.layers are all 0; give at least one of them a weight");
  }
}
