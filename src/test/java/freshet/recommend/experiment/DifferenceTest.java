package freshet.recommend.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import freshet.recommend.impression.Reaction;
import freshet.recommend.impression.Sums;
import freshet.recommend.impression.Tally;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static Rate clicks(Sums sums) {
    return Rate.of(sums, Reaction.CLICK).orElseThrow();
  }

  private static Sums users(long[]... impressionsAndClicks) {
    Sums sums = Sums.ZERO;
    for (long[] user : impressionsAndClicks) {
      sums = sums.plus(Sums.ofUser(new Tally(user[0], user[1], 0, 0)));
    }
    return sums;
  }

  @Test
  void a_rate_is_of_all_impressions_and_its_variance_is_that_of_the_delta_method() {
    Rate rate = clicks(users(new long[][] {{10, 1}, {20, 6}, {30, 2}}));

    assertThat(rate.value()).isEqualTo(9 / 60.0);
    // By hand: r = 0.15, s²x = 7, s²y = 100, sxy = 5, ȳ = 20, n = 3.
    assertThat(rate.variance().orElseThrow())
        .isCloseTo((7 - 2 * 0.15 * 5 + 0.15 * 0.15 * 100) / (3 * 400), within(1e-12));
  }

  @Test
  void nothing_is_said_where_nothing_was_shown_and_no_interval_is_given_of_one_user() {
    assertThat(Rate.of(Sums.ZERO, Reaction.LIKE)).isEmpty();
    Rate one = clicks(users(new long[][] {{10, 1}}));
    assertThat(one.variance()).isEmpty();
    assertThat(Difference.between(one, clicks(users(new long[][] {{10, 1}, {9, 2}})))).isEmpty();
  }

  @Test
  void a_difference_is_absolute_and_relative_to_the_control() {
    Rate control = clicks(users(new long[][] {{10, 1}, {10, 1}, {10, 1}}));
    Rate more = clicks(users(new long[][] {{10, 2}, {10, 1}, {10, 3}}));

    Difference difference = Difference.between(more, control).orElseThrow();

    assertThat(difference.absolute().value()).isCloseTo(0.1, within(1e-12));
    assertThat(difference.absolute().high() - difference.absolute().value())
        .isCloseTo(1.959964 * Math.sqrt(1 / 300.0), within(1e-9));
    assertThat(difference.relative().orElseThrow().value()).isCloseTo(1, within(1e-12));
    Rate nothing = clicks(users(new long[][] {{10, 0}, {10, 0}}));
    assertThat(Difference.between(more, nothing).orElseThrow().relative())
        .isEqualTo(Optional.empty());
  }

  /** Users with many impressions, whose own rates differ: those that a naive interval fails at. */
  private static Sums group(Random random, int users, double lift) {
    Sums sums = Sums.ZERO;
    for (int i = 0; i < users; i++) {
      double rate = lift * 0.4 * Math.pow(random.nextDouble(), 3);
      int impressions = 1 + (int) (40 * Math.pow(random.nextDouble(), 2));
      int clicks = 0;
      for (int n = 0; n < impressions; n++) {
        clicks += random.nextDouble() < rate ? 1 : 0;
      }
      sums = sums.plus(Sums.ofUser(new Tally(impressions, clicks, 0, 0)));
    }
    return sums;
  }

  @Test
  void of_two_equal_variants_the_interval_covers_nothing_19_times_in_20() {
    Random random = new Random(7);
    int repetitions = 2_000;
    int absolute = 0;
    int relative = 0;
    for (int i = 0; i < repetitions; i++) {
      Difference difference =
          Difference.between(clicks(group(random, 300, 1)), clicks(group(random, 200, 1)))
              .orElseThrow();
      absolute += covers(difference.absolute(), 0) ? 1 : 0;
      relative += covers(difference.relative().orElseThrow(), 0) ? 1 : 0;
    }

    // The standard deviation of the share is 0.005.
    assertThat(absolute / (double) repetitions).isBetween(0.935, 0.965);
    assertThat(relative / (double) repetitions).isBetween(0.93, 0.97);
  }

  @Test
  void a_true_lift_is_covered_19_times_in_20_and_a_large_one_is_found() {
    Random random = new Random(8);
    int repetitions = 1_000;
    int covered = 0;
    int found = 0;
    for (int i = 0; i < repetitions; i++) {
      Difference difference =
          Difference.between(clicks(group(random, 300, 1.5)), clicks(group(random, 300, 1)))
              .orElseThrow();
      covered += covers(difference.relative().orElseThrow(), 0.5) ? 1 : 0;
      found += difference.absolute().low() > 0 ? 1 : 0;
    }

    assertThat(covered / (double) repetitions).isBetween(0.92, 0.98);
    assertThat(found / (double) repetitions).isGreaterThan(0.6);
  }

  private static boolean covers(Difference.Estimate estimate, double truth) {
    return estimate.low() <= truth && truth <= estimate.high();
  }
}
