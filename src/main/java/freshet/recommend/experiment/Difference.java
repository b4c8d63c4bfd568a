package freshet.recommend.experiment;

import java.util.Optional;

/**
 * By how much a rate differs from that of the control, with 95 % confidence where users are many:
 * the normal approximation, which the delta method is about. Whoever looks again and again until it
 * looks good has less confidence than that.
 *
 * @param absolute the rate minus the control's
 * @param relative the same as a part of the control's; empty where that is 0
 */
public record Difference(Estimate absolute, Optional<Estimate> relative) {
  /** Of the normal distribution, two-sided 95 %. */
  private static final double Z = 1.959964;

  /**
   * A value and where it lies.
   *
   * @param low lower end of the interval
   * @param high upper end of the interval
   */
  public record Estimate(double value, double low, double high) {
    static Estimate of(double value, double variance) {
      double half = Z * Math.sqrt(variance);
      return new Estimate(value, value - half, value + half);
    }
  }

  /** Of two groups' rates; empty as long as either group has fewer than two users. */
  public static Optional<Difference> between(Rate rate, Rate control) {
    if (rate.variance().isEmpty() || control.variance().isEmpty()) {
      return Optional.empty();
    }
    double own = rate.variance().getAsDouble();
    double others = control.variance().getAsDouble();
    Estimate absolute = Estimate.of(rate.value() - control.value(), own + others);
    if (control.value() <= 0) {
      return Optional.of(new Difference(absolute, Optional.empty()));
    }
    // The delta method once more, for the quotient of two independent rates.
    double ratio = rate.value() / control.value();
    double variance = (own + ratio * ratio * others) / (control.value() * control.value());
    return Optional.of(new Difference(absolute, Optional.of(Estimate.of(ratio - 1, variance))));
  }
}
