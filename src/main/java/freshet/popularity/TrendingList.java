package freshet.popularity;

import freshet.decay.DecayedSum;
import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.ItemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The most popular items of one content type in one partition.
 *
 * @param contentType empty for items that are not in the catalogue
 * @param partition of the popularity store
 * @param asOf event time to which the counts are decayed, milliseconds since 1970
 * @param halfLives in the order of the counts
 * @param totals decayed count of all items of the partition per half-life
 * @param items union of the lists of all half-lives
 */
record TrendingList(
    Optional<ContentType> contentType,
    int partition,
    long asOf,
    List<HalfLife> halfLives,
    List<Double> totals,
    List<Counted> items) {

  /** One item, its events and its decayed count per half-life at {@code asOf}. */
  record Counted(ItemId item, long events, List<Double> counts) {}

  static TrendingList of(
      Optional<ContentType> contentType,
      int partition,
      long asOf,
      List<HalfLife> halfLives,
      List<DecayedSum> totals,
      List<TopLists.Ranked> ranked) {
    return new TrendingList(
        contentType,
        partition,
        asOf,
        halfLives,
        at(asOf, halfLives, totals),
        ranked.stream()
            .map(
                one ->
                    new Counted(
                        one.item(),
                        one.counts().events(),
                        at(asOf, halfLives, one.counts().sums())))
            .toList());
  }

  private static List<Double> at(long time, List<HalfLife> halfLives, List<DecayedSum> sums) {
    List<Double> worth = new ArrayList<>(sums.size());
    for (int i = 0; i < sums.size(); i++) {
      worth.add(sums.get(i).at(halfLives.get(i), time));
    }
    return worth;
  }

  /** The key under which it is published. */
  String key() {
    return contentType.map(ContentType::value).orElse("") + "/" + partition;
  }
}
