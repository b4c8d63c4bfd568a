package freshet.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What {@link IngestBench} found.
 *
 * @param recommender the rounds of the whole topology
 * @param passThrough the rounds of the pass-through topology, each behind its namesake
 * @param sent all events that were sent to the recommender, the warm-up included
 * @param counted how many of them the popularity counts hold
 * @param predecessors of an event of the rounds, on average, 0 to 10
 */
public record IngestReport(
    List<IngestRound> recommender,
    List<IngestRound> passThrough,
    long sent,
    long counted,
    double predecessors) {

  public IngestReport {
    recommender = List.copyOf(recommender);
    passThrough = List.copyOf(passThrough);
    if (recommender.size() != passThrough.size()) {
      throw new IllegalArgumentException("a round of the one without one of the other");
    }
  }

  /** The recommender's figure as a multiple of that of the pass-through round behind it. */
  public Spread ratio(ToDoubleFunction<IngestRound> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < recommender.size(); i++) {
      ratios.add(
          figure.applyAsDouble(recommender.get(i)) / figure.applyAsDouble(passThrough.get(i)));
    }
    return Spread.of(ratios, ratio -> ratio);
  }
}
