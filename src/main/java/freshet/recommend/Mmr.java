package freshet.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): greedily takes the candidate
 * with the largest relevance − penalty × (largest similarity to what is already chosen). Relevance
 * is the score divided by the largest score.
 *
 * @param penalty 0 (order by score) to 1
 */
public record Mmr(double penalty) {
  public Mmr {
    if (!(penalty >= 0 && penalty <= 1)) {
      throw new IllegalArgumentException("recommend.diversity is " + penalty + "; give 0 to 1");
    }
  }

  /**
   * Chooses and orders.
   *
   * @param ranked best first; the order decides between equals
   * @param k how many to choose at most
   * @param score above 0
   * @param similarity 0 to 1, symmetric
   */
  <T> List<T> choose(
      List<T> ranked, int k, ToDoubleFunction<T> score, ToDoubleBiFunction<T, T> similarity) {
    if (penalty == 0 || ranked.size() < 2) {
      return List.copyOf(ranked.subList(0, Math.min(k, ranked.size())));
    }
    double best = score.applyAsDouble(ranked.get(0));
    double[] closest = new double[ranked.size()];
    boolean[] taken = new boolean[ranked.size()];
    Arrays.fill(closest, 0);
    List<T> chosen = new ArrayList<>(k);
    while (chosen.size() < Math.min(k, ranked.size())) {
      int next = -1;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < ranked.size(); i++) {
        double marginal = score.applyAsDouble(ranked.get(i)) / best - penalty * closest[i];
        if (!taken[i] && marginal > most) {
          most = marginal;
          next = i;
        }
      }
      taken[next] = true;
      T choice = ranked.get(next);
      chosen.add(choice);
      for (int i = 0; i < ranked.size(); i++) {
        if (!taken[i]) {
          closest[i] = Math.max(closest[i], similarity.applyAsDouble(choice, ranked.get(i)));
        }
      }
    }
    return List.copyOf(chosen);
  }
}
