package freshet.popularity;

import freshet.event.ContentType;
import freshet.event.ItemId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

  /** Who has been placed, and where. */
  private final Map<ItemId, Placed> placed = new HashMap<>();

  /** Who has changed since. */
  private final Map<ItemId, Ranked> touched = new HashMap<>();

  private final Map<Optional<ContentType>, Contest> contests = new HashMap<>();

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

    /** Highest first; of two with the same rank, the one with the smaller id is higher. */
    static Comparator<Ranked> by(int halfLife) {
      return (one, other) -> {
        int order = Double.compare(other.ranks[halfLife], one.ranks[halfLife]);
        return order != 0 ? order : one.item.value().compareTo(other.item.value());
      };
    }
  }

  private record Placed(Ranked ranked, Optional<ContentType> type) {}

  /** The items of one content type, by each half-life. */
  private final class Contest {
    private final List<NavigableSet<Ranked>> orders = new ArrayList<>();

    /** The highest places anybody had who was forgotten, per half-life; null if nobody was. */
    private Ranked[] forgotten;

    Contest() {
      for (int i = 0; i < halfLives; i++) {
        orders.add(new TreeSet<>(Ranked.by(i)));
      }
    }

    void add(Ranked one) {
      orders.forEach(order -> order.add(one));
    }

    void remove(Ranked one) {
      orders.forEach(order -> order.remove(one));
    }

    /** Whether nothing is known of the type, and nothing was. */
    boolean isVoid() {
      return orders.get(0).isEmpty() && forgotten == null;
    }

    /** The best so many by any half-life. */
    private Set<Ranked> best(int most) {
      Set<Ranked> union = new HashSet<>();
      for (NavigableSet<Ranked> order : orders) {
        Iterator<Ranked> next = order.iterator();
        for (int i = 0; i < most && next.hasNext(); i++) {
          union.add(next.next());
        }
      }
      return union;
    }

    /** Forgets who is too far from every list, as soon as there are as many as can be kept. */
    void forgetOthers() {
      if (orders.get(0).size() <= 2 * REMEMBERED * listed * halfLives) {
        return;
      }
      Set<Ranked> kept = best(REMEMBERED * listed);
      if (forgotten == null) {
        forgotten = new Ranked[halfLives];
      }
      for (Ranked one : List.copyOf(orders.get(0))) {
        if (!kept.contains(one)) {
          forget(one);
        }
      }
    }

    private void forget(Ranked one) {
      remove(one);
      placed.remove(one.item);
      for (int i = 0; i < halfLives; i++) {
        if (forgotten[i] == null || Ranked.by(i).compare(one, forgotten[i]) < 0) {
          forgotten[i] = one;
        }
      }
    }

    /** Whether somebody who was forgotten may belong on a list by now. */
    boolean hasGap() {
      if (forgotten == null) {
        return false;
      }
      for (int i = 0; i < halfLives; i++) {
        // Were a forgotten one still there, would it stand among those who are listed?
        NavigableSet<Ranked> above = orders.get(i).headSet(forgotten[i], false);
        if (countsFewerThan(above, listed)) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean countsFewerThan(Set<Ranked> all, int count) {
    Iterator<Ranked> next = all.iterator();
    for (int i = 0; i < count; i++) {
      if (!next.hasNext()) {
        return true;
      }
      next.next();
    }
    return false;
  }

  void update(ItemId item, Counts counts) {
    touched.put(item, new Ranked(item, counts));
    changed = true;
  }

  boolean hasChanged() {
    return changed;
  }

  /** Forgets everything, to be told of all items again. */
  void clear() {
    placed.clear();
    touched.clear();
    contests.clear();
    changed = true;
  }

  /**
   * Forgets who is too far from every list.
   *
   * @param typeOf content type of an item, empty if unknown
   */
  void forgetOthers(Function<ItemId, Optional<ContentType>> typeOf) {
    place(typeOf);
    contests.values().forEach(Contest::forgetOthers);
  }

  /** Puts everybody where they belong by now: by their counts, and by their type. */
  private void place(Function<ItemId, Optional<ContentType>> typeOf) {
    touched.forEach(
        (item, next) -> {
          Placed before = placed.get(item);
          if (before != null) {
            contests.get(before.type()).remove(before.ranked());
          }
          put(new Placed(next, typeOf.apply(item)));
        });
    touched.clear();
    List<Placed> moved = new ArrayList<>();
    for (Placed one : placed.values()) {
      Optional<ContentType> type = typeOf.apply(one.ranked().item());
      if (!type.equals(one.type())) {
        contests.get(one.type()).remove(one.ranked());
        moved.add(new Placed(one.ranked(), type));
      }
    }
    moved.forEach(this::put);
    contests.values().removeIf(Contest::isVoid);
  }

  private void put(Placed one) {
    placed.put(one.ranked().item(), one);
    contests.computeIfAbsent(one.type(), type -> new Contest()).add(one.ranked());
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
    forgetOthers(typeOf);
    if (contests.values().stream().anyMatch(Contest::hasGap)) {
      return Optional.empty();
    }
    Map<Optional<ContentType>, List<Ranked>> lists = new HashMap<>();
    contests.forEach((type, contest) -> lists.put(type, List.copyOf(contest.best(listed))));
    changed = false;
    return Optional.of(lists);
  }
}
