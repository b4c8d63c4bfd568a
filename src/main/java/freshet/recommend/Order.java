package freshet.recommend;

import freshet.decay.HalfLife;
import java.util.Optional;

/** What comes first in a feed. */
public sealed interface Order {
  /** What suits whoever asks. */
  record ForYou() implements Order {}

  /**
   * What grows.
   *
   * @param halfLife which of those kept to look at; the shortest where empty
   */
  record Trending(Optional<HalfLife> halfLife) implements Order {}

  /** What most people touch. */
  record Popular() implements Order {}

  /** What was made last. */
  record Latest() implements Order {}
}
