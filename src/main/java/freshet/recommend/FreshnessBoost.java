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
 * @param until age from which nothing is lifted
 */
public record FreshnessBoost(double most, Duration until) {
  public FreshnessBoost {
    if (!(most >= 0 && most <= 10)) {
      throw new IllegalArgumentException("recommend.freshness.most is " + most + "; give 0 to 10");
    }
    if (until.isNegative() || until.isZero()) {
      throw new IllegalArgumentException(
          "recommend.freshness.until is " + until + "; give a positive duration");
    }
  }

  /** What an item's score is multiplied by: 1 to 1 + {@code most}. */
  double factor(Optional<Item> item, Instant now) {
    Optional<Instant> created = item.flatMap(Item::created);
    if (created.isEmpty()) {
      return 1;
    }
    double age = Duration.between(created.get(), now).toMillis();
    double youth = 1 - Math.max(0, age) / until.toMillis();
    return youth <= 0 ? 1 : 1 + most * youth;
  }
}
