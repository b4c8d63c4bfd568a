package freshet.popularity;

import freshet.event.ContentType;
import freshet.event.ItemId;
import java.util.ArrayList;
import java.util.Collection;
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
 * <p>Waiting does not change the order of decayed sums ({@link freshet.decay.DecayedSum#rank}), so
 * a list changes only with the items that were touched. As long as counts only grow, what stood on
 * a list and what has changed since are all that can stand on the next. Where a count falls, an
 * item that was forgotten may have to move up: twice as many are remembered as are listed, and when
 * even those do not suffice, {@link #take} says so.
 */
final class TopLists {
  /** Those who are remembered for each who is listed, by each half-life. */
  private static final int REMEMBERED = 2;

  private final int listed;
  private final int halfLives;
  private final Map<ItemId, Ranked> contenders = new HashMap<>();

  /** By content type, the highest place anybody had who was forgotten, per half-life. */
  private final Map<Optional<ContentType>, Ranked[]> forgotten = new HashMap<>();

  private boolean changed;

  TopLists(int listed, int halfLives) {
    this.listed = listed;
    this.halfLives = halfLives;
  }

  /** An item, its counts, and its rank per half-life. */
  static final class Ranked {
    private final ItemId item;
    private final Counts counts;
    private final double[] ranks;

    Ranked(ItemId item, Counts counts) {
      this.item = item;
      this.counts = counts;
      this.ranks = counts.sums().stream().mapToDouble(sum -> sum.rank()).toArray();
    }

    ItemId item() {
      return item;
    }

    Counts counts() {
      return counts;
    }

    /** Lowest first; of two with the same rank, the one with the greater id is lower. */
    static Comparator<Ranked> by(int halfLife) {
      return (one, other) -> {
        int order = Double.compare(one.ranks[halfLife], other.ranks[halfLife]);
        return order != 0 ? order : other.item.value().compareTo(one.item.value());
      };
    }
  }

  void update(ItemId item, Counts counts) {
    contenders.put(item, new Ranked(item, counts));
    changed = true;
  }

  boolean hasChanged() {
    return changed;
  }

  /** Forgets everything, to be told of all items again. */
  void clear() {
    contenders.clear();
    forgotten.clear();
    changed = true;
  }

  /**
   * Forgets who is too far from every list.
   *
   * @param typeOf content type of an item, empty if unknown
   */
  void forgetOthers(Function<ItemId, Optional<ContentType>> typeOf) {
    byType(typeOf).forEach((type, all) -> forgetOthers(type, all));
  }

  /** Who remains. */
  private Collection<Ranked> forgetOthers(Optional<ContentType> type, List<Ranked> all) {
    // Choosing costs as much as a list does: it is left until as many have come as can be kept.
    if (all.size() <= 2 * REMEMBERED * listed * halfLives) {
      return all;
    }
    Set<Ranked> kept = new HashSet<>();
    for (int i = 0; i < halfLives; i++) {
      kept.addAll(best(all, i, REMEMBERED * listed));
    }
    if (kept.size() == all.size()) {
      return all;
    }
    Ranked[] highest = forgotten.computeIfAbsent(type, any -> new Ranked[halfLives]);
    for (Ranked one : all) {
      if (!kept.contains(one)) {
        contenders.remove(one.item);
        for (int i = 0; i < halfLives; i++) {
          if (highest[i] == null || Ranked.by(i).compare(one, highest[i]) > 0) {
            highest[i] = one;
          }
        }
      }
    }
    return kept;
  }

  /**
   * The lists as they stand: per content type the union over all half-lives, in no particular
   * order. Empty if somebody who was forgotten may belong on one of them by now: then {@link
   * #clear}, and {@link #update} with every item.
   *
   * @param typeOf content type of an item, empty if unknown
   */
  Optional<Map<Optional<ContentType>, List<Ranked>>> take(
      Function<ItemId, Optional<ContentType>> typeOf) {
    Map<Optional<ContentType>, List<Ranked>> lists = new HashMap<>();
    byType(typeOf).forEach((type, all) -> best(type, all).ifPresent(best -> lists.put(type, best)));
    if (!lists.keySet().containsAll(forgotten.keySet())) {
      return Optional.empty();
    }
    changed = false;
    return Optional.of(lists);
  }

  /** The lists of one type; empty if there is a gap. */
  private Optional<List<Ranked>> best(Optional<ContentType> type, List<Ranked> all) {
    Collection<Ranked> kept = forgetOthers(type, all);
    Ranked[] highestForgotten = forgotten.get(type);
    Set<Ranked> union = new HashSet<>();
    for (int i = 0; i < halfLives; i++) {
      PriorityQueue<Ranked> best = best(kept, i, listed);
      if (highestForgotten != null
          && (best.size() < listed
              || Ranked.by(i).compare(best.element(), highestForgotten[i]) < 0)) {
        return Optional.empty();
      }
      union.addAll(best);
    }
    return Optional.of(List.copyOf(union));
  }

  private Map<Optional<ContentType>, List<Ranked>> byType(
      Function<ItemId, Optional<ContentType>> typeOf) {
    Map<Optional<ContentType>, List<Ranked>> byType = new HashMap<>();
    contenders
        .values()
        .forEach(
            one ->
                byType.computeIfAbsent(typeOf.apply(one.item), type -> new ArrayList<>()).add(one));
    return byType;
  }

  /** The best by one half-life, at most so many; the lowest of them is the queue's head. */
  private static PriorityQueue<Ranked> best(Collection<Ranked> all, int halfLife, int most) {
    Comparator<Ranked> order = Ranked.by(halfLife);
    PriorityQueue<Ranked> best = new PriorityQueue<>(most + 1, order);
    for (Ranked one : all) {
      if (best.size() < most) {
        best.add(one);
      } else if (order.compare(one, best.element()) > 0) {
        best.poll();
        best.add(one);
      }
    }
    return best;
  }
}
