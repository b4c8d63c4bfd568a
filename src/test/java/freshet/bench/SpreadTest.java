package freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  private static Spread of(Double... values) {
    return Spread.of(List.of(values), value -> value);
  }

  @Test
  void the_median_is_the_middle_whatever_the_order() {
    assertThat(of(9.0, 1.0, 4.0)).isEqualTo(new Spread(4, 1, 9));
  }

  @Test
  void between_two_in_the_middle_it_is_their_mean() {
    assertThat(of(8.0, 1.0, 4.0, 2.0)).isEqualTo(new Spread(3, 1, 8));
  }

  @Test
  void of_one_round_it_is_that_round() {
    assertThat(of(7.0)).isEqualTo(new Spread(7, 7, 7));
  }

  @Test
  void of_no_round_there_is_none() {
    assertThatThrownBy(() -> of()).isInstanceOf(IllegalArgumentException.class);
  }
}
