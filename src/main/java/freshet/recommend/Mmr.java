package freshet.recommend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) of the logarithms of scores:
 * greedily takes the candidate with the largest score × (1 − penalty × largest similarity to what
 * is already chosen). As scores are shares of a belief, which fall steeply, what is taken off must
 * be a share, too: a constant would leave the first places as they are and decide all others.
 *
 * <p>Lazily (Minoux 1978): what is chosen lowers the value of the others and never lifts it, so a
 * candidate is compared with the chosen ones only while it may still be the next.
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
    double[] scores = ranked.stream().mapToDouble(score).toArray();
    double[] closest = new double[scores.length];
    int[] compared = new int[scores.length];
    List<T> chosen = new ArrayList<>(length);
    while (chosen.size() < length) {
      int next = -1;
      double most = Double.NEGATIVE_INFINITY;
      // Whose score alone is behind cannot be the next, nor can those that follow it.
      for (int i = 0; i < scores.length && scores[i] > most; i++) {
        double value = value(scores[i], closest[i]);
        while (value > most && compared[i] < chosen.size()) {
          T other = chosen.get(compared[i]++);
          closest[i] = Math.max(closest[i], similarity.applyAsDouble(other, ranked.get(i)));
          value = value(scores[i], closest[i]);
        }
        if (value > most) {
          next = i;
          most = value;
        }
      }
      closest[next] = Double.POSITIVE_INFINITY;
      chosen.add(ranked.get(next));
    }
    return chosen;
  }

  private double value(double score, double closest) {
    return score * (1 - penalty * closest);
  }
}
