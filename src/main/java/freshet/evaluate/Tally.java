package freshet.evaluate;

/**
 * The sums over some cases, from which their figures follow. Each case has one right item, whose
 * rank is counted from 1.
 */
final class Tally {
  private long cases;
  private long hits;
  private double gain;
  private double gainSquares;
  private double reciprocal;

  /**
   * Counts a case.
   *
   * @param rank of the right item, from 1
   * @param k beyond this rank it is a miss
   */
  void add(double rank, int k) {
    cases++;
    if (rank <= k) {
      double discount = Math.log(2) / Math.log(rank + 1);
      hits++;
      gain += discount;
      gainSquares += discount * discount;
      reciprocal += 1 / rank;
    }
  }

  /** Counts what another has counted. */
  void addAll(Tally other) {
    cases += other.cases;
    hits += other.hits;
    gain += other.gain;
    gainSquares += other.gainSquares;
    reciprocal += other.reciprocal;
  }

  long cases() {
    return cases;
  }

  /** The means; 0 where there is no case. */
  Figures figures() {
    double n = Math.max(1, cases);
    double hitRate = hits / n;
    double ndcg = gain / n;
    return new Figures(
        hitRate,
        ndcg,
        reciprocal / n,
        Interval.around(hitRate, hitRate * (1 - hitRate), cases),
        Interval.around(ndcg, Math.max(0, gainSquares / n - ndcg * ndcg), cases));
  }
}
