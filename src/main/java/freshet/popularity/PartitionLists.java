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
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The trending lists of one partition as they build up: its top lists and the weight of everything
 * in it. Nothing of it is stored: it is what the stored counts give.
 */
final class PartitionLists {
  /** Items looked at before those that cannot be listed are forgotten: a bound on memory. */
  private static final int FORGET_AFTER = 50_000;

  private final PopularitySettings settings;
  private final Function<ItemId, Optional<ContentType>> typeOf;
  private final Consumer<BiConsumer<ItemId, Counts>> allCounts;
  private final TopLists tops;
  private final Set<Optional<ContentType>> listedTypes = new HashSet<>();
  private List<DecayedSum> totals;
  private long asOf;

  /**
   * Lists that know of nothing yet.
   *
   * @param typeOf content type of an item, empty if unknown
   * @param allCounts passes every item of the partition and its counts to whom it is given
   */
  PartitionLists(
      PopularitySettings settings,
      Function<ItemId, Optional<ContentType>> typeOf,
      Consumer<BiConsumer<ItemId, Counts>> allCounts) {
    this.settings = settings;
    this.typeOf = typeOf;
    this.allCounts = allCounts;
    this.tops = new TopLists(settings.listed(), settings.halfLives().size());
    // Items nobody had described when they were last listed may have been by now.
    this.listedTypes.add(Optional.empty());
    this.totals = settings.halfLives().stream().map(halfLife -> DecayedSum.ZERO).toList();
  }

  /** Takes notice of everything that is stored. */
  void load() {
    forEachItem((item, stored) -> update(item, stored, stored));
  }

  private void forEachItem(BiConsumer<ItemId, Counts> action) {
    int[] seen = {0};
    allCounts.accept(
        (item, counts) -> {
          action.accept(item, counts);
          if (++seen[0] % FORGET_AFTER == 0) {
            tops.forgetOthers(typeOf);
          }
        });
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
   */
  List<TrendingList> take(int partition) {
    Map<Optional<ContentType>, List<TopLists.Ranked>> lists =
        tops.take(typeOf).orElseGet(this::takeFromAll);
    // A type whose last item became known as another type leaves an empty list, not a stale one.
    listedTypes.forEach(type -> lists.putIfAbsent(type, List.of()));
    listedTypes.addAll(lists.keySet());
    List<TrendingList> taken = new ArrayList<>(lists.size());
    lists.forEach(
        (type, ranked) ->
            taken.add(
                TrendingList.of(type, partition, asOf, settings.halfLives(), totals, ranked)));
    return taken;
  }

  private Map<Optional<ContentType>, List<TopLists.Ranked>> takeFromAll() {
    tops.clear();
    forEachItem(tops::update);
    return tops.take(typeOf).orElseThrow();
  }
}
