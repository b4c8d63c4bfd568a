package freshet.cooccurrence;

import freshet.decay.DecayedSum;
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
  static final Row EMPTY = new Row(DecayedSum.ZERO, new ItemId[0], new long[0]);

  /** A row may grow by a quarter beyond its bound before it is cut, so that it is cut seldom. */
  private static final double SLACK = 1.25;

  private final DecayedSum total;
  private final ItemId[] items;
  private final long[] units;

  /**
   * @param items strictly ascending by id
   * @param units of the item at the same index, at the total's landmark
   */
  Row(DecayedSum total, ItemId[] items, long[] units) {
    this.total = total;
    this.items = items;
    this.units = units;
  }

  DecayedSum total() {
    return total;
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
      long here = order <= 0 ? weight(i).unitsAt(epoch) : 0;
      long there = order >= 0 ? other.weight(j).unitsAt(epoch) : 0;
      ItemId item = order <= 0 ? items[i] : other.items[j];
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
      long merged = Math.addExact(here, there);
      if (merged != 0) {
        mergedItems[n] = item;
        mergedUnits[n++] = merged;
      }
    }
    Row row = new Row(sum, Arrays.copyOf(mergedItems, n), Arrays.copyOf(mergedUnits, n));
    return n > bound * SLACK ? row.cutTo(bound) : row;
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

  private Row cutTo(int bound) {
    Integer[] heaviest = byWeight();
    int[] kept = Arrays.stream(heaviest, 0, bound).mapToInt(Integer::intValue).sorted().toArray();
    ItemId[] keptItems = new ItemId[bound];
    long[] keptUnits = new long[bound];
    for (int k = 0; k < bound; k++) {
      keptItems[k] = items[kept[k]];
      keptUnits[k] = units[kept[k]];
    }
    return new Row(total, keptItems, keptUnits);
  }

  /** Indices, heaviest first; equal weights by id. */
  private Integer[] byWeight() {
    Integer[] order = new Integer[items.length];
    Arrays.setAll(order, Integer::valueOf);
    Arrays.sort(order, Comparator.comparingLong((Integer index) -> -units[index]));
    return order;
  }

  /**
   * The most probable successors, row-normalised.
   *
   * @param most how many at most
   */
  Neighbours head(int most) {
    if (total.units() <= 0) {
      return Neighbours.NONE;
    }
    List<Neighbour> head = new ArrayList<>(Math.min(most, items.length));
    for (Integer index : byWeight()) {
      if (head.size() == most || units[index] <= 0) {
        break;
      }
      head.add(new Neighbour(items[index], Math.min(1, (double) units[index] / total.units())));
    }
    return new Neighbours((double) total.units() / DecayedSum.UNITS_PER_WEIGHT, head);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Row row
        && total.equals(row.total)
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
        + ", items="
        + Arrays.toString(items)
        + ", units="
        + Arrays.toString(units)
        + "]";
  }
}
