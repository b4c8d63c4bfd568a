package freshet.popularity;

import freshet.decay.DecayedSum;
import freshet.event.ContentType;
import freshet.event.ItemId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

/**
 * The most popular items of one partition, per content type and half-life.
 *
 * <p>Waiting does not change the order of decayed sums ({@link DecayedSum#rank}), so a list changes
 * only with the items that were touched: what stood on a list and what has changed since are all
 * that can stand on the next.
 */
final class TopLists {
  private final int listed;
  private final int halfLives;
  private final Map<ItemId, Counts> contenders = new HashMap<>();
  private boolean changed;

  /** An item and its counts. */
  record Ranked(ItemId item, Counts counts) {}

  TopLists(int listed, int halfLives) {
    this.listed = listed;
    this.halfLives = halfLives;
  }

  void update(ItemId item, Counts counts) {
    contenders.put(item, counts);
    changed = true;
  }

  boolean hasChanged() {
    return changed;
  }

  /**
   * The lists as they stand, and forgets who is on none of them.
   *
   * @param typeOf content type of an item, empty if unknown
   */
  Map<Optional<ContentType>, List<Ranked>> take(Function<ItemId, Optional<ContentType>> typeOf) {
    Map<Optional<ContentType>, List<Ranked>> byType = new HashMap<>();
    contenders.forEach(
        (item, counts) ->
            byType
                .computeIfAbsent(typeOf.apply(item), type -> new ArrayList<>())
                .add(new Ranked(item, counts)));
    byType.replaceAll((type, ranked) -> best(ranked));
    Set<ItemId> kept = new HashSet<>();
    byType.values().forEach(ranked -> ranked.forEach(one -> kept.add(one.item())));
    contenders.keySet().retainAll(kept);
    changed = false;
    return byType;
  }

  private List<Ranked> best(List<Ranked> all) {
    if (all.size() <= listed) {
      return all;
    }
    Set<Ranked> best = new HashSet<>();
    for (int i = 0; i < halfLives; i++) {
      best.addAll(best(all, i));
    }
    return List.copyOf(best);
  }

  private PriorityQueue<Ranked> best(List<Ranked> all, int halfLife) {
    Comparator<Ranked> byRank =
        Comparator.<Ranked>comparingDouble(one -> one.counts().sums().get(halfLife).rank())
            .thenComparing(one -> one.item().value());
    PriorityQueue<Ranked> best = new PriorityQueue<>(listed + 1, byRank);
    for (Ranked one : all) {
      best.add(one);
      if (best.size() > listed) {
        best.poll();
      }
    }
    return best;
  }
}
