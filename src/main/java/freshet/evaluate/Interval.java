package freshet.evaluate;

/**
 * Where a mean of values between 0 and 1 lies with 95 % confidence, if the cases are independent:
 * Wilson's score interval (1927), which stays between 0 and 1 and does not collapse where nothing
 * was hit.
 *
 * @param low lower end, 0 to 1
 * @param high upper end, 0 to 1
 */
public record Interval(double low, double high) {
  private static final double Z = 1.959964;

  /** Nothing is known. */
  static final Interval UNKNOWN = new Interval(0, 1);

  /**
   * The interval around a mean.
   *
   * @param variance of the values; a share has the largest there is, mean · (1 − mean)
   */
  static Interval around(double mean, double variance, long cases) {
    if (cases == 0) {
      return UNKNOWN;
    }
    double most = mean * (1 - mean);
    // Values that scatter less than hits and misses are worth more cases. Few values may look
    // alike by chance, so one more that scatters the most is assumed.
    double scatter = most <= 0 ? 1 : Math.min(1, (variance * (cases - 1) / most + 1) / cases);
    double n = cases / scatter;
    double middle = (mean + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z / (1 + Z * Z / n) * Math.sqrt(most / n + Z * Z / (4 * n * n));
    return new Interval(
        Math.min(mean, Math.max(0, middle - half)), Math.max(mean, Math.min(1, middle + half)));
  }
}
