package freshet.decay;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The time in which a weight halves.
 *
 * @param duration at least a minute, in whole seconds; {@link #NEVER} for weights that do not age
 */
public record HalfLife(Duration duration) {
  /** Weights keep their worth. */
  public static final HalfLife NEVER =
      new HalfLife(Duration.ofSeconds(Long.MAX_VALUE / 1_000_000_000));

  public HalfLife {
    Objects.requireNonNull(duration);
    if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException(
          "half-life " + duration + " is too short; give at least one minute");
    }
    duration = duration.truncatedTo(ChronoUnit.SECONDS);
  }

  public long seconds() {
    return duration.toSeconds();
  }

  /** How many half-lives lie between 1970 and a time in milliseconds since then. */
  double since1970(long millis) {
    return equals(NEVER) ? 0 : millis / (seconds() * 1000.0);
  }
}
