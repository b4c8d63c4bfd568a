package freshet.popularity;

import freshet.decay.HalfLife;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How popularity ages, and how long its lists are.
 *
 * @param halfLives shortest first; {@link HalfLife#NEVER} is always the last
 * @param listed items per content type, half-life and partition on the trending lists, 10 to 1,000
 * @param publishInterval how often a list is published at most
 */
public record PopularitySettings(List<HalfLife> halfLives, int listed, Duration publishInterval) {

  private static final int MAX_HALF_LIVES = 8;

  public PopularitySettings {
    if (halfLives.isEmpty() || halfLives.size() > MAX_HALF_LIVES) {
      throw new IllegalArgumentException(
          "popularity.half-lives has %d entries; give 1 to %d"
              .formatted(halfLives.size(), MAX_HALF_LIVES));
    }
    List<HalfLife> ordered = new ArrayList<>(halfLives);
    ordered.removeIf(HalfLife.NEVER::equals);
    ordered.sort(Comparator.comparing(HalfLife::duration));
    ordered.add(HalfLife.NEVER);
    halfLives = List.copyOf(ordered);
    if (listed < 10 || listed > 1_000) {
      throw new IllegalArgumentException("popularity.listed is " + listed + "; give 10 to 1000");
    }
    if (publishInterval.toMillis() < 50) {
      throw new IllegalArgumentException(
          "popularity.publish-interval is " + publishInterval + "; give at least 50ms");
    }
  }
}
