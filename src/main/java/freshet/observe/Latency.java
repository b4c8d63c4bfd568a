package freshet.observe;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long something took, in milliseconds.
 *
 * @param count how often it was done, ever
 * @param p50 half of the latest were quicker
 * @param p90 nine of ten of the latest
 * @param p99 99 of a hundred of the latest
 * @param max the longest of the latest
 */
public record Latency(long count, double p50, double p90, double p99, double max) {
  private static final double[] PERCENTILES = {0.5, 0.9, 0.99};

  /** What "the latest" are. */
  private static final Duration WINDOW = Duration.ofMinutes(2);

  private static final int DIGITS = 2;

  /**
   * A timer whose latest percentiles are kept.
   *
   * @param name dotted
   * @param buckets of the histogram that is exported, ascending
   */
  static Timer.Builder timer(String name, Duration... buckets) {
    return Timer.builder(name)
        .publishPercentiles(PERCENTILES)
        .percentilePrecision(DIGITS)
        .distributionStatisticExpiry(WINDOW)
        .serviceLevelObjectives(buckets);
  }

  /** What such a timer says now. */
  static Latency of(Timer timer) {
    HistogramSnapshot snapshot = timer.takeSnapshot();
    ValueAtPercentile[] values = snapshot.percentileValues();
    return new Latency(
        snapshot.count(),
        values[0].value(TimeUnit.MILLISECONDS),
        values[1].value(TimeUnit.MILLISECONDS),
        values[2].value(TimeUnit.MILLISECONDS),
        snapshot.max(TimeUnit.MILLISECONDS));
  }
}
