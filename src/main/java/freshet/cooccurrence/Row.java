package freshet.cooccurrence;

import freshet.decay.DecayedSum;
import freshet.decay.HalfLife;
import freshet.event.ItemId;
import freshet.recommend.Neighbourhood.Neighbour;
import freshet.recommend.Neighbourhood.Neighbours;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
 *
 * @param total weight of all steps, whatever became of their successors
 * @param latest event time of the latest step, milliseconds since 1970
 * @param successors with their units at the total's landmark
 */
record Row(DecayedSum total, long latest, Successors successors) {
  static final Row EMPTY = new Row(DecayedSum.ZERO, 0, Successors.NONE);

  /** A row may grow by a quarter beyond its bound before it is cut, so that it is cut seldom. */
  private static final double SLACK = 1.25;

  private static final int QUARTERS = 4;

  private static final Comparator<Neighbour> MOST_PROBABLE_FIRST =
      Comparator.comparingDouble(Neighbour::probability).reversed();

  /** How many successors it has. */
  int size() {
    return successors.size();
  }

  /** The weight of each successor, ascending by id. */
  Map<ItemId, DecayedSum> weights() {
    Map<ItemId, DecayedSum> weights = new LinkedHashMap<>();
    successors.forEach(
        (id, units) -> weights.put(id.decode(), new DecayedSum(total.epoch(), units)));
    return weights;
  }

  /** The sum of both rows, cut to {@code bound} successors if it has grown far beyond it. */
  Row plus(Row other, int bound) {
    DecayedSum sum = total.plus(other.total);
    Successors mine = successors.moved(total.epoch(), sum.epoch());
    Successors others = other.successors.moved(other.total.epoch(), sum.epoch());
    return new Row(sum, Math.max(latest, other.latest), mine.plus(others)).cutTo(bound);
  }

  /** With only its {@code bound} heaviest successors, if it has grown far beyond that. */
  Row cutTo(int bound) {
    return size() <= bound * SLACK
        ? this
        : new Row(total, latest, successors.with(Successors.largest(successors.units(), bound)));
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
    long[] units = successors.units();
    double whole = whole(units);
    List<Neighbour> head = new ArrayList<>(Math.min(most, size()));
    successors.forEach(
        Successors.largest(units, most),
        (id, weight) -> {
          if (weight > 0) {
            head.add(new Neighbour(id.decode(), weight / whole));
          }
        });
    // Stable: equals stay ordered by id.
    head.sort(MOST_PROBABLE_FIRST);
    return new Neighbours(total.at(halfLife, latest), head);
  }

  /**
   * Equal for two rows whose heads name the same successors with about equal worth, and with about
   * as much evidence; costs less than to make the heads.
   *
   * @param most how many a head names at most
   * @param halfLife by which the row ages
   */
  int sketch(int most, HalfLife halfLife) {
    if (total.units() <= 0) {
      return 0;
    }
    long[] units = successors.units();
    double whole = whole(units);
    int[] sketch = {(int) Math.round(Math.log(total.at(halfLife, latest)) * QUARTERS)};
    successors.forEach(
        Successors.largest(units, most),
        (id, weight) -> {
          if (weight > 0) {
            // Mixed: in a sum of plain numbers, one that grows would cancel another that shrinks.
            sketch[0] += Hashes.mixed(id.hash() * 31 + quarterOctave(weight / whole));
          }
        });
    return sketch[0];
  }

  /** The power of two a number lies above, and in which quarter of the way to the next. */
  private static int quarterOctave(double number) {
    return (int) (Double.doubleToRawLongBits(number) >>> 50);
  }

  /** What a probability of 1 would weigh. */
  private double whole(long[] units) {
    // Steps that speak against a successor, and what was forgotten in a full row and taken back
    // later, can leave less in the total than in the successors that speak for.
    double positive = 0;
    for (long one : units) {
      positive += Math.max(0, one);
    }
    return Math.max((double) total.units(), positive);
  }

  /** The same row, worth the same at its latest step, but ageing by another half-life. */
  Row ageingBy(HalfLife before, HalfLife after) {
    if (before.equals(after)) {
      return this;
    }
    long[] moved = successors.units();
    for (int i = 0; i < moved.length; i++) {
      moved[i] = moved(new DecayedSum(total.epoch(), moved[i]), before, after).units();
    }
    return new Row(moved(total, before, after), latest, successors.with(moved));
  }

  private DecayedSum moved(DecayedSum sum, HalfLife before, HalfLife after) {
    return DecayedSum.of(after, latest, sum.at(before, latest));
  }

  @Override
  public String toString() {
    return "Row[total=" + total + ", latest=" + latest + ", successors=" + weights() + "]";
  }
}
