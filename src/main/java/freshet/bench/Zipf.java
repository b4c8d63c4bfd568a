package freshet.bench;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Ranks drawn by Zipf's law: the chance of rank r, counted from 1, goes with 1 / r^exponent. */
public final class Zipf {
  private final double[] upTo;

  /**
   * @param ranks how many there are
   * @param exponent 0 for all alike; about 1 for the popularity of items
   */
  public Zipf(int ranks, double exponent) {
    if (ranks < 1 || !(exponent >= 0)) {
      throw new IllegalArgumentException(
          "Zipf's law needs a rank and an exponent of 0 or more, not %d and %s"
              .formatted(ranks, exponent));
    }
    upTo = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += Math.pow(rank + 1.0, -exponent);
      upTo[rank] = sum;
    }
  }

  /** A rank, counted from 0. */
  public int draw(RandomGenerator random) {
    int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
    // What lies between two ranks belongs to the one above it.
    return Math.min(found >= 0 ? found + 1 : -found - 1, upTo.length - 1);
  }
}
