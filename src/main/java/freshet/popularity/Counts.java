package freshet.popularity;

import freshet.decay.DecayedSum;
import freshet.decay.HalfLife;
import freshet.event.Effect;
import java.util.ArrayList;
import java.util.List;

/**
 * How popular an item is: interactions ever counted, and their decayed weight for each half-life;
 * immutable. A change has the same shape, and counts add up in any order and grouping.
 *
 * @param events interactions ever counted, of whatever type
 * @param latest the latest event time, milliseconds since 1970
 * @param sums decayed weight per half-life, in the order of the settings
 */
record Counts(long events, long latest, List<DecayedSum> sums) {
  Counts {
    sums = List.copyOf(sums);
  }

  /** What one effect adds to its item's counts. */
  static Counts of(Effect effect, List<HalfLife> halfLives) {
    long time = effect.time().toEpochMilli();
    List<DecayedSum> sums = new ArrayList<>(halfLives.size());
    for (HalfLife halfLife : halfLives) {
      sums.add(DecayedSum.of(halfLife, time, effect.weight()));
    }
    return new Counts(effect.events(), time, sums);
  }

  Counts plus(Counts other) {
    if (sums.size() != other.sums.size()) {
      throw new IllegalStateException(
          "counts for %d half-lives cannot be added to counts for %d"
              .formatted(other.sums.size(), sums.size()));
    }
    List<DecayedSum> added = new ArrayList<>(sums.size());
    for (int i = 0; i < sums.size(); i++) {
      added.add(sums.get(i).plus(other.sums.get(i)));
    }
    return new Counts(events + other.events, Math.max(latest, other.latest), added);
  }
}
