package freshet.simulate;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** A weighted draw from candidates that are offered one by one. */
final class Draw<T> {
  private final RandomGenerator random;
  private double sum;
  private T drawn;

  Draw(RandomGenerator random) {
    this.random = random;
  }

  /**
   * One more candidate.
   *
   * @param weight 0 or more; its chance is its part of all weights
   */
  void offer(T candidate, double weight) {
    sum += weight;
    if (random.nextDouble() * sum < weight) {
      drawn = candidate;
    }
  }

  /** The one that was drawn; empty if no weight was above 0. */
  Optional<T> drawn() {
    return Optional.ofNullable(drawn);
  }
}
