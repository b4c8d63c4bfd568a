package freshet.cooccurrence;

import freshet.decay.DecayedSum;
import freshet.decay.HalfLife;
import freshet.event.ItemId;
import freshet.recommend.Neighbourhood.Neighbour;
import freshet.recommend.Neighbourhood.Neighbours;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One row of the directed co-occurrence matrix: how much weight followed on an item, in all and per
 * successor; immutable.
 *
 * <p>A change to a row has the same shape as a row, and rows add up: {@link #plus} is exact,
 * commutative and associative as {@link DecayedSum} is, until a row is full. A full row forgets its
 * lightest successors; their weight stays in the total, so probabilities keep their meaning.
 *
 * <p>All sums share the total's landmark. Successors are ordered by id, so that adding two rows is
 * one pass over both and equal rows are equal bytes.
 */
final class Row {
  static final Row EMPTY = new Row(DecayedSum.ZERO, 0, new ItemId[0], new long[0]);

  /** A row may grow by a quarter beyond its bound before it is cut, so that it is cut seldom. */
  private static final double SLACK = 1.25;

  private final DecayedSum total;
  private final long latest;
  private final ItemId[] items;
  private final long[] units;

  /**
   * @param latest event time of the latest step, milliseconds since 1970
   * @param items strictly ascending by id
   * @param units of the item at the same index, at the total's landmark
   */
  Row(DecayedSum total, long latest, ItemId[] items, long[] units) {
    this.total = total;
    this.latest = latest;
    this.items = items;
    this.units = units;
  }

  DecayedSum total() {
    return total;
  }

  long latest() {
    return latest;
  }

  int size() {
    return items.length;
  }

  ItemId item(int index) {
    return items[index];
  }

  DecayedSum weight(int index) {
    return new DecayedSum(total.epoch(), units[index]);
  }

  long units(int index) {
    return units[index];
  }

  /** The sum of both rows, cut to {@code bound} successors if it has grown far beyond it. */
  Row plus(Row other, int bound) {
    DecayedSum sum = total.plus(other.total);
    int epoch = sum.epoch();
    ItemId[] mergedItems = new ItemId[items.length + other.items.length];
    long[] mergedUnits = new long[mergedItems.length];
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < items.length || j < other.items.length) {
      int order = order(i, other, j);
      long here = order <= 0 ? DecayedSum.moved(units[i], total.epoch(), epoch) : 0;
      long there = order >= 0 ? DecayedSum.moved(other.units[j], other.total.epoch(), epoch) : 0;
      ItemId item = order <= 0 ? items[i] : other.items[j];
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
      long merged = Math.addExact(here, there);
      if (merged != 0) {
        mergedItems[n] = item;
        mergedUnits[n++] = merged;
      }
    }
    return new Row(
            sum,
            Math.max(latest, other.latest),
            Arrays.copyOf(mergedItems, n),
            Arrays.copyOf(mergedUnits, n))
        .cutTo(bound);
  }

  private int order(int i, Row other, int j) {
    if (i == items.length) {
      return 1;
    }
    if (j == other.items.length) {
      return -1;
    }
    return items[i].value().compareTo(other.items[j].value());
  }

  /** With only its {@code bound} heaviest successors, if it has grown far beyond that. */
  Row cutTo(int bound) {
    if (items.length <= bound * SLACK) {
      return this;
    }
    Integer[] heaviest = byWeight();
    int[] kept = Arrays.stream(heaviest, 0, bound).mapToInt(Integer::intValue).sorted().toArray();
    ItemId[] keptItems = new ItemId[bound];
    long[] keptUnits = new long[bound];
    for (int k = 0; k < bound; k++) {
      keptItems[k] = items[kept[k]];
      keptUnits[k] = units[kept[k]];
    }
    return new Row(total, latest, keptItems, keptUnits);
  }

  /** Indices, heaviest first; equal weights by id. */
  private Integer[] byWeight() {
    Integer[] order = new Integer[items.length];
    Arrays.setAll(order, Integer::valueOf);
    Arrays.sort(order, Comparator.comparingLong((Integer index) -> -units[index]));
    return order;
  }

  /**
   * The most probable successors, row-normalised: their probabilities add up to 1 at most.
   *
   * @param most how many at most
   * @param halfLife by which the row ages
   */
  Neighbours head(int most, HalfLife halfLife) {
    if (total.units() <= 0) {
      return Neighbours.NONE;
    }
    // Steps that speak against a successor, and what was forgotten in a full row and taken back
    // later, can leave less in the total than in the successors that speak for.
    double whole = Math.max((double) total.units(), weightOfPositive());
    List<Neighbour> head = new ArrayList<>(Math.min(most, items.length));
    for (Integer index : byWeight()) {
      if (head.size() == most || units[index] <= 0) {
        break;
      }
      head.add(new Neighbour(items[index], units[index] / whole));
    }
    return new Neighbours(total.at(halfLife, latest), head);
  }

  private double weightOfPositive() {
    double sum = 0;
    for (long one : units) {
      sum += Math.max(0, one);
    }
    return sum;
  }

  /** The same row, worth the same at its latest step, but ageing by another half-life. */
  Row ageingBy(HalfLife before, HalfLife after) {
    if (before.equals(after)) {
      return this;
    }
    long[] moved = new long[units.length];
    Arrays.setAll(moved, i -> moved(weight(i), before, after).units());
    return new Row(moved(total, before, after), latest, items, moved);
  }

  private DecayedSum moved(DecayedSum sum, HalfLife before, HalfLife after) {
    return DecayedSum.of(after, latest, sum.at(before, latest));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Row row
        && total.equals(row.total)
        && latest == row.latest
        && Arrays.equals(items, row.items)
        && Arrays.equals(units, row.units);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(items) * 31 + Arrays.hashCode(units);
  }

  @Override
  public String toString() {
    return "Row[total="
        + total
        + ", latest="
        + latest
        + ", items="
        + Arrays.toString(items)
        + ", units="
        + Arrays.toString(units)
        + "]";
  }
}
