package freshet.popularity;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.recommend.Popularity.Popular;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes one of the lists of all partitions.
 *
 * <p>Partitions decay their counts to their own latest event time; to compare them all are brought
 * to the latest of all. What an item's share is does not depend on the time it is asked for.
 *
 * @param halfLives in the order of the counts
 */
record MergedLists(List<HalfLife> halfLives) {

  /** Every listed item with its shares of all partitions' weight, by content type. */
  Map<Optional<ContentType>, List<Popular>> of(Collection<TrendingList> all) {
    long asOf = all.stream().mapToLong(TrendingList::asOf).max().orElse(0);
    double[] totals = totals(all, asOf);
    Map<Optional<ContentType>, List<Popular>> merged = new HashMap<>();
    for (TrendingList list : all) {
      if (list.items().isEmpty()) {
        continue;
      }
      List<Popular> items = merged.computeIfAbsent(list.contentType(), any -> new ArrayList<>());
      double[] ageing = ageing(list.asOf(), asOf);
      for (TrendingList.Counted item : list.items()) {
        items.add(new Popular(item.item(), item.events(), shares(item, ageing, totals)));
      }
    }
    merged.replaceAll((type, items) -> List.copyOf(items));
    return Map.copyOf(merged);
  }

  /** Decayed weight of everything, at one time; each partition says it in each of its lists. */
  private double[] totals(Collection<TrendingList> all, long asOf) {
    Map<Integer, TrendingList> newest = new HashMap<>();
    all.forEach(
        list -> newest.merge(list.partition(), list, (a, b) -> a.asOf() >= b.asOf() ? a : b));
    double[] totals = new double[halfLives.size()];
    for (TrendingList list : newest.values()) {
      double[] ageing = ageing(list.asOf(), asOf);
      for (int i = 0; i < totals.length; i++) {
        totals[i] += Math.max(0, list.totals().get(i)) * ageing[i];
      }
    }
    return totals;
  }

  private double[] ageing(long from, long to) {
    double[] factors = new double[halfLives.size()];
    for (int i = 0; i < factors.length; i++) {
      HalfLife halfLife = halfLives.get(i);
      factors[i] =
          halfLife.equals(HalfLife.NEVER)
              ? 1
              : Math.pow(0.5, (to - from) / (halfLife.seconds() * 1000.0));
    }
    return factors;
  }

  private static List<Double> shares(TrendingList.Counted item, double[] ageing, double[] totals) {
    List<Double> shares = new ArrayList<>(totals.length);
    for (int i = 0; i < totals.length; i++) {
      double count = Math.max(0, item.counts().get(i)) * ageing[i];
      shares.add(totals[i] > 0 ? Math.min(1, count / totals[i]) : 0.0);
    }
    return List.copyOf(shares);
  }
}
