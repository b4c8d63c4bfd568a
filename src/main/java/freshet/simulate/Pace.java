package freshet.simulate;

import java.time.Duration;

/**
 * How fast the live stream goes, on average.
 *
 * @param eventsPerSecond interactions per second, above 0
 * @param betweenBirths time between two new items
 */
public record Pace(double eventsPerSecond, Duration betweenBirths) {
  public Pace {
    if (!(eventsPerSecond > 0) || betweenBirths.isNegative() || betweenBirths.isZero()) {
      throw new IllegalArgumentException(
          "%s events per second and %s between births; give more than 0 of each"
              .formatted(eventsPerSecond, betweenBirths));
    }
  }
}
