package freshet.evaluate;

/**
 * Where the right item of a case stands among others. Those with the same score stand in any order,
 * so what counts is the mean over all these orders: whoever scores everything alike is exactly as
 * good as chance.
 *
 * @param better how many others have a higher score
 * @param equal how many others have the same score
 * @param worse how many others have a lower score
 */
record Placement(int better, int equal, int worse) {

  /** Where chance would place an item. */
  static Placement byChance(int others) {
    return new Placement(0, others, 0);
  }

  /** How many others there are. */
  int others() {
    return better + equal + worse;
  }

  /** Share of the others that stand below it; there is at least one. */
  double auc() {
    return (worse + equal / 2.0) / others();
  }

  /** The chance that it is among the first {@code k}. */
  double hitRate(int k) {
    return (double) Math.max(0, lastOf(k) - better) / (equal + 1);
  }

  /** The mean of 1/log2(rank + 1), 0 beyond {@code k}. */
  double ndcg(int k) {
    double gain = 0;
    for (int rank = better + 1; rank <= lastOf(k); rank++) {
      gain += Math.log(2) / Math.log(rank + 1);
    }
    return gain / (equal + 1);
  }

  /** The last rank it can have that is among the first {@code k}. */
  private int lastOf(int k) {
    return Math.min(k, better + equal + 1);
  }
}
