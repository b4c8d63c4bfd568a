package freshet.evaluate;

import freshet.event.ItemId;
import java.util.HashSet;
import java.util.Set;

/**
 * What one layer achieved over many cases. Each case has one right item; its rank is counted from
 * 1, and equal scores are ranked at the middle of the tie.
 */
final class Hits {
  private final int k;
  private final Set<ItemId> shown = new HashSet<>();
  private final Tally tally = new Tally();
  private long nanos;

  /**
   * @param k ranks up to this one count
   */
  Hits(int k) {
    this.k = k;
  }

  /**
   * Counts a case.
   *
   * @param rank of the right item, from 1; beyond {@code k} it is a miss
   * @param top what was shown
   * @param nanos how long the answer took
   */
  void add(double rank, Iterable<ItemId> top, long nanos) {
    tally.add(rank, k);
    this.nanos += nanos;
    top.forEach(shown::add);
  }

  /** The means, with the share of a catalogue of so many items that was shown at all. */
  Quality quality(int items) {
    Figures figures = tally.figures();
    return new Quality(
        figures.hitRate(),
        figures.ndcg(),
        figures.mrr(),
        items == 0 ? 0 : (double) shown.size() / items,
        nanos == 0 ? 0 : tally.cases() * 1e9 / nanos);
  }
}
