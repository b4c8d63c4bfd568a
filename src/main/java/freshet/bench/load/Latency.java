package freshet.bench.load;

import org.HdrHistogram.Histogram;

/**
 * How long many things took, in milliseconds, to three digits.
 *
 * @param count how many
 * @param p50 half of them took no longer
 * @param p90 of ten, nine took no longer
 * @param p99 of a hundred, 99
 * @param p999 of a thousand, 999
 * @param max the longest
 */
public record Latency(long count, double p50, double p90, double p99, double p999, double max) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** Three digits; it grows with what it holds, to some hundred KB. */
  public static Histogram histogram() {
    return new Histogram(3);
  }

  /** Of what took so many nanoseconds. */
  public static Latency of(Histogram nanos) {
    return new Latency(
        nanos.getTotalCount(),
        millis(nanos, 50),
        millis(nanos, 90),
        millis(nanos, 99),
        millis(nanos, 99.9),
        nanos.getMaxValue() / NANOS_PER_MILLI);
  }

  private static double millis(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }
}
