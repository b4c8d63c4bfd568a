package freshet.model.reading;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Which part of a log is learned.
 *
 * @param last how far back from the newest event; everything if empty
 * @param minItemCount items with fewer interactions are left out
 * @param mostItems how many items may have a vector of their own: those with most interactions;
 *     interactions with others are left out
 * @param hidden share of the items that are left out as if nobody had touched them, 0 to below 1:
 *     they are new to the model then
 * @param holdOut what of it is not learned; chosen by whether event times are known if empty
 * @param history how many interactions before it decide what comes next, at most
 * @param seed of what is drawn
 */
public record Scope(
    Optional<Duration> last,
    int minItemCount,
    int mostItems,
    double hidden,
    Optional<HoldOut> holdOut,
    int history,
    long seed) {
  private static final long FNV_PRIME = 0x100000001b3L;

  /** Whether an item is hidden; its id and the seed decide, not what else the log holds. */
  boolean hides(String item) {
    long bits = new SplittableRandom(seed).nextLong();
    for (int i = 0; i < item.length(); i++) {
      bits = (bits ^ item.charAt(i)) * FNV_PRIME;
    }
    return new SplittableRandom(bits).nextDouble() < hidden;
  }
}
