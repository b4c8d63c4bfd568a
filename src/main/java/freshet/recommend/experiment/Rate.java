package freshet.recommend.experiment;

import freshet.recommend.impression.Reaction;
import freshet.recommend.impression.Sums;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * On what share of a group's impressions a reaction followed, and how sure that is.
 *
 * <p>Users are drawn at random, not impressions, and one user has many: the rate is a ratio of two
 * means over users, x̄/ȳ. Its variance is that of the delta method (Deng, Knoblich and Lu,
 * "Applying the Delta Method in Metric Analytics", KDD 2018): (s²ₓ − 2·r·sₓᵧ + r²·s²ᵧ) / (n·ȳ²).
 *
 * @param value 0 to 1
 * @param variance of the value; empty for fewer than two users
 */
public record Rate(double value, OptionalDouble variance) {

  /** The rate of one reaction; empty where nothing was shown. */
  public static Optional<Rate> of(Sums sums, Reaction reaction) {
    if (sums.impressions() <= 0) {
      return Optional.empty();
    }
    Sums.Part part = sums.of(reaction);
    double rate = (double) part.sum() / sums.impressions();
    return Optional.of(
        new Rate(
            rate,
            sums.users() < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(variance(sums, part, rate))));
  }

  private static double variance(Sums sums, Sums.Part part, double rate) {
    double n = sums.users();
    double x = part.sum() / n;
    double y = sums.impressions() / n;
    double xx = part.squares() - n * x * x;
    double xy = part.products() - n * x * y;
    double yy = sums.squares() - n * y * y;
    double scatter = (xx - 2 * rate * xy + rate * rate * yy) / (n - 1);
    // Below 0 by rounding only.
    return Math.max(0, scatter) / (n * y * y);
  }
}
