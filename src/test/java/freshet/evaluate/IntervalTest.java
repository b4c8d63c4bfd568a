package freshet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTest {
  private static Interval ofShare(double share, long cases) {
    return Interval.around(share, share * (1 - share), cases);
  }

  @Test
  void a_share_has_wilsons_interval() {
    assertThat(ofShare(0.5, 100).low()).isCloseTo(0.4038, within(1e-4));
    assertThat(ofShare(0.5, 100).high()).isCloseTo(0.5962, within(1e-4));
    assertThat(ofShare(0.1, 10).low()).isCloseTo(0.0179, within(1e-4));
    assertThat(ofShare(0.1, 10).high()).isCloseTo(0.4042, within(1e-4));
  }

  @Test
  void five_misses_do_not_prove_that_nothing_is_ever_hit() {
    assertThat(ofShare(0, 5).low()).isZero();
    assertThat(ofShare(0, 5).high()).isGreaterThan(0.4);
    assertThat(ofShare(1, 5).high()).isEqualTo(1);
  }

  @Test
  void without_cases_nothing_is_known() {
    assertThat(ofShare(0, 0)).isEqualTo(new Interval(0, 1));
  }

  @Test
  void values_that_scatter_less_than_hits_and_misses_have_a_narrower_interval() {
    Interval share = ofShare(0.3, 1000);
    Interval gains = Interval.around(0.3, 0.1, 1000);

    assertThat(gains.high() - gains.low()).isLessThan(share.high() - share.low());
  }

  @Test
  void it_holds_the_mean_and_stays_between_0_and_1() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      double mean = random.nextInt(11) / 10.0;
      Interval interval =
          Interval.around(mean, random.nextDouble() * mean * (1 - mean), 1 + random.nextInt(1000));

      assertThat(interval.low()).isBetween(0.0, mean);
      assertThat(interval.high()).isBetween(mean, 1.0);
    }
  }
}
