package freshet.popularity;

import freshet.decay.DecayedSum;
import freshet.event.ContentType;
import freshet.event.ItemId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The trending lists of one partition as they build up: its top lists and the weight of everything
 * in it.
 */
final class PartitionLists {
  private final PopularitySettings settings;
  private final TopLists tops;
  private final Set<Optional<ContentType>> listedTypes = new HashSet<>();
  private List<DecayedSum> totals;
  private long asOf;

  PartitionLists(PopularitySettings settings) {
    this.settings = settings;
    this.tops = new TopLists(settings.listed(), settings.halfLives().size());
    this.totals = settings.halfLives().stream().map(halfLife -> DecayedSum.ZERO).toList();
  }

  /**
   * Takes notice of a change to an item's counts.
   *
   * @param change what was added
   * @param after what the counts are now
   */
  void update(ItemId item, Counts change, Counts after) {
    tops.update(item, after);
    List<DecayedSum> next = new ArrayList<>(totals.size());
    for (int i = 0; i < totals.size(); i++) {
      next.add(totals.get(i).plus(change.sums().get(i)));
    }
    totals = next;
    asOf = Math.max(asOf, change.latest());
  }

  boolean hasChanged() {
    return tops.hasChanged();
  }

  /**
   * The lists as they stand, one per content type.
   *
   * @param partition whose they are
   * @param typeOf content type of an item, empty if unknown
   */
  List<TrendingList> take(int partition, Function<ItemId, Optional<ContentType>> typeOf) {
    Map<Optional<ContentType>, List<TopLists.Ranked>> lists = tops.take(typeOf);
    // A type whose last item became known as another type leaves an empty list, not a stale one.
    listedTypes.forEach(type -> lists.putIfAbsent(type, List.of()));
    listedTypes.addAll(lists.keySet());
    List<TrendingList> taken = new ArrayList<>(lists.size());
    lists.forEach(
        (type, ranked) ->
            taken.add(
                TrendingList.of(
                    type.map(ContentType::value).orElse(""),
                    partition,
                    asOf,
                    settings.halfLives(),
                    totals,
                    ranked)));
    return taken;
  }
}
