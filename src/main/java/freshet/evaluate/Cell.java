package freshet.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What all layers achieved over some of the cases. */
final class Cell {
  private final Map<String, Tally> layers = new LinkedHashMap<>();
  private long cases;

  /** Counts a case. */
  void add(Map<String, Double> ranks, int k) {
    cases++;
    ranks.forEach((layer, rank) -> tally(layer).add(rank, k));
  }

  /** Counts what another has counted. */
  void addAll(Cell other) {
    cases += other.cases;
    other.layers.forEach((layer, tally) -> tally(layer).addAll(tally));
  }

  private Tally tally(String layer) {
    return layers.computeIfAbsent(layer, ignored -> new Tally());
  }

  long cases() {
    return cases;
  }

  Slice slice(String name, long from, OptionalLong to) {
    Map<String, Figures> figures = new LinkedHashMap<>();
    layers.forEach((layer, tally) -> figures.put(layer, tally.figures()));
    return new Slice(name, from, to, cases, figures);
  }
}
