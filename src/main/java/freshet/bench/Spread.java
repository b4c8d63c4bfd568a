package freshet.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What several rounds gave: a shared machine disturbs some of them, so the middle counts and the
 * ends say how much to trust it.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param min the smallest
 * @param max the largest
 */
public record Spread(double median, double min, double max) {

  /**
   * Of one figure of every round.
   *
   * @throws IllegalArgumentException if there is no round
   */
  public static <R> Spread of(List<R> rounds, ToDoubleFunction<R> figure) {
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("no round, no spread");
    }
    double[] sorted = rounds.stream().mapToDouble(figure).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }
}
