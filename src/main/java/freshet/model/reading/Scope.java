package freshet.model.reading;

import java.time.Duration;
import java.util.Optional;

/**
 * Which part of a log is learned.
 *
 * @param last how far back from the newest event; everything if empty
 * @param minItemCount items with fewer interactions are left out
 * @param mostItems how many items may have a vector of their own: those with most interactions;
 *     interactions with others are left out
 * @param holdOut what of it is not learned; chosen by whether event times are known if empty
 * @param history how many interactions before it decide what comes next, at most
 * @param seed of what is drawn
 */
public record Scope(
    Optional<Duration> last,
    int minItemCount,
    int mostItems,
    Optional<HoldOut> holdOut,
    int history,
    long seed) {}
