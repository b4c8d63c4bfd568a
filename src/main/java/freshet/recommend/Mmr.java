package freshet.recommend;

import java.util.ArrayList;
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
    int length = Math.min(k, ranked.size());
    if (penalty == 0 || ranked.size() < 2) {
      return List.copyOf(ranked.subList(0, length));
    }
    List<T> left = new ArrayList<>(ranked);
    double[] relevance = ranked.stream().mapToDouble(score).toArray();
    double best = relevance[0];
    for (int i = 0; i < relevance.length; i++) {
      relevance[i] /= best;
    }
    double[] closest = new double[relevance.length];
    List<T> chosen = new ArrayList<>(length);
    while (chosen.size() < length) {
      int next = -1;
      for (int i = 0; i < relevance.length; i++) {
        if (left.get(i) != null
            && (next < 0
                || relevance[i] - penalty * closest[i]
                    > relevance[next] - penalty * closest[next])) {
          next = i;
        }
      }
      T choice = left.set(next, null);
      chosen.add(choice);
      for (int i = 0; i < closest.length && chosen.size() < length; i++) {
        if (left.get(i) != null) {
          closest[i] = Math.max(closest[i], similarity.applyAsDouble(choice, left.get(i)));
        }
      }
    }
    return chosen;
  }
}
