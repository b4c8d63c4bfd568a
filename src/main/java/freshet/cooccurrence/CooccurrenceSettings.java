package freshet.cooccurrence;

import freshet.decay.HalfLife;
import java.time.Duration;

/**
 * Bounds of a row and how it ages.
 *
 * @param successors how many a row keeps; the lightest are forgotten beyond that, 10 to 10,000
 * @param halfLife time in which a step loses half its weight
 * @param published how many of its best successors a row shows to other instances, 1 to 1,000
 * @param publishInterval how often a row is published at most
 */
public record CooccurrenceSettings(
    int successors, HalfLife halfLife, int published, Duration publishInterval) {

  public CooccurrenceSettings {
    require("cooccurrence.successors", successors, 10, 10_000);
    require("cooccurrence.published", published, 1, 1_000);
    if (publishInterval.toMillis() < 50) {
      throw new IllegalArgumentException(
          "cooccurrence.publish-interval is " + publishInterval + "; give at least 50ms");
    }
  }

  private static void require(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d; give %d to %d".formatted(setting, value, least, most));
    }
  }
}
