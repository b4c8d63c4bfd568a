package freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipfTest {
  private static final int DRAWS = 400_000;

  private static double[] shares(int ranks, double exponent) {
    Zipf zipf = new Zipf(ranks, exponent);
    SplittableRandom random = new SplittableRandom(7);
    double[] shares = new double[ranks];
    for (int i = 0; i < DRAWS; i++) {
      shares[zipf.draw(random)] += 1.0 / DRAWS;
    }
    return shares;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.7, 1, 1.3})
  void a_rank_is_drawn_as_often_as_the_law_says(double exponent) {
    double all = 0;
    for (int rank = 1; rank <= 1_000; rank++) {
      all += Math.pow(rank, -exponent);
    }
    double[] shares = shares(1_000, exponent);
    for (int rank : new int[] {1, 2, 3, 10, 100, 1_000}) {
      double law = Math.pow(rank, -exponent) / all;
      assertThat(shares[rank - 1]).isCloseTo(law, within(5 * Math.sqrt(law / DRAWS)));
    }
  }

  @Test
  void one_rank_is_always_drawn() {
    assertThat(shares(1, 1)[0]).isCloseTo(1, within(1e-9));
  }

  @Test
  void without_ranks_there_is_no_law() {
    assertThatThrownBy(() -> new Zipf(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Zipf(5, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
