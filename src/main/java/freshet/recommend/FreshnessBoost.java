package freshet.recommend;

import freshet.event.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lifts young items: by {@code most} when just created, falling in a straight line to nothing at
 * the age {@code until}.
 *
 * @param most share by which the youngest is lifted, 0 to 10
 * @param until age from which nothing is lifted, at least a second
 */
public record FreshnessBoost(double most, Duration until) {
  public FreshnessBoost {
    if (!(most >= 0 && most <= 10)) {
      throw new IllegalArgumentException("recommend.freshness.most is " + most + "; give 0 to 10");
    }
    if (until.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "recommend.freshness.until is " + until + "; give at least 1s");
    }
  }

  /** What an item's score is multiplied by: 1 to 1 + {@code most}. */
  double factor(Optional<Item> item, Instant now) {
    if (item.isEmpty() || item.get().created().isEmpty()) {
      return 1;
    }
    // In seconds: the age of what was created in the year −200 million has no number of millis.
    double age = seconds(Duration.between(item.get().created().get(), now));
    double youth = 1 - Math.max(0, age) / seconds(until);
    return youth <= 0 ? 1 : 1 + most * youth;
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }
}
