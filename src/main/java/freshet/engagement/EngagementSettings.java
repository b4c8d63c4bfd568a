package freshet.engagement;

import java.time.Duration;

/**
 * What is noted of slates, and how it is kept in bounds.
 *
 * @param share of all users whose slates are noted, 0 to 1
 * @param kept the latest slates of a user that are remembered, 1 to 1,000
 * @param window how long after a slate what is done with its items answers it, at least a minute
 * @param values of a dimension that are counted each by itself in a partition, 30 to 10,000; the
 *     rest is counted together
 * @param publishInterval how often counts are published at most, 100 ms to an hour
 */
public record EngagementSettings(
    double share, int kept, Duration window, int values, Duration publishInterval) {
  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final Duration SELDOM = Duration.ofHours(1);

  public EngagementSettings {
    require(share >= 0 && share <= 1, "share", share, "0 to 1");
    require(kept >= 1 && kept <= 1_000, "kept", kept, "1 to 1000");
    require(
        window.compareTo(Duration.ofMinutes(1)) >= 0 && window.compareTo(Duration.ofDays(365)) <= 0,
        "window",
        window,
        "1 minute to 365 days");
    require(values >= 30 && values <= 10_000, "values", values, "30 to 10000");
    require(
        publishInterval.compareTo(OFTEN) >= 0 && publishInterval.compareTo(SELDOM) <= 0,
        "publish-interval",
        publishInterval,
        "100 ms to 1 hour");
  }

  private static void require(boolean good, String name, Object value, String range) {
    if (!good) {
      throw new IllegalArgumentException("slates.%s is %s; give %s".formatted(name, value, range));
    }
  }
}
