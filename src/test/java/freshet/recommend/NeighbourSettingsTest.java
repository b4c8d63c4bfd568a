package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NeighbourSettingsTest {
  private static void assertRefused(ThrowingCallable made, String message) {
    assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void recent_is_1_to_100() {
    assertRefused(
        () -> new NeighbourSettings(0, 1, 1, 1, List.of()), "recommend.recent is 0; give 1 to 100");
    assertRefused(
        () -> new NeighbourSettings(101, 1, 1, 1, List.of()),
        "recommend.recent is 101; give 1 to 100");
  }

  @Test
  void shrinkage_is_0_to_1000() {
    assertThat(new NeighbourSettings(1, 0, 1, 1, List.of()).shrinkage()).isZero();
    assertRefused(
        () -> new NeighbourSettings(1, -1, 1, 1, List.of()),
        "recommend.shrinkage is -1.0; give 0 to 1000");
    assertRefused(
        () -> new NeighbourSettings(1, Double.NaN, 1, 1, List.of()),
        "recommend.shrinkage is NaN; give 0 to 1000");
  }

  @Test
  void temperature_is_a_half_to_10() {
    assertRefused(
        () -> new NeighbourSettings(1, 1, 0, 1, List.of()),
        "recommend.temperature is 0.0; give 0.5 to 10");
    assertRefused(
        () -> new NeighbourSettings(1, 1, 11, 1, List.of()),
        "recommend.temperature is 11.0; give 0.5 to 10");
  }

  @Test
  void a_row_spoken_against_counts_0_to_1() {
    assertRefused(
        () -> new NeighbourSettings(1, 1, 1, -0.5, List.of()),
        "recommend.against is -0.5; give 0 to 1");
  }

  @Test
  void chances_to_return_add_up_to_less_than_1() {
    assertThat(new NeighbourSettings(1, 1, 1, 1, List.of(0.0, 0.9)).returns()).hasSize(2);
    for (List<Double> returns :
        List.of(List.of(0.5, 0.5), List.of(-0.1), List.of(Double.NaN), List.of(2.0))) {
      assertRefused(
          () -> new NeighbourSettings(1, 1, 1, 1, returns),
          "recommend.returns are "
              + returns
              + "; give chances of 0 or more that add up to less than 1");
    }
  }
}
