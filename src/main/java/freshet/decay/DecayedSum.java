package freshet.decay;

/**
 * A sum of weights that age by a half-life, kept so that it never has to be rewritten to age.
 *
 * <p>Forward decay (Cormode, Shkapenyuk, Srivastava, Xu: "Forward Decay: A Practical Time Decay
 * Model for Streaming Systems", ICDE 2009): a weight w at time t counts w·2^((t−L)/h) from a
 * landmark L; what it is worth at a later time T is that divided by 2^((T−L)/h), so ageing is a
 * factor common to all sums and their order never changes by waiting.
 *
 * <p>Landmarks lie {@value #EPOCH_HALF_LIVES} half-lives apart; the {@code epoch} numbers them. A
 * contribution is rounded once to a whole number of units, so that adding is exact, commutative and
 * associative within an epoch: the same events give the same bits however they were grouped on the
 * way. Moving to a newer epoch is a shift by {@value #EPOCH_HALF_LIVES} bits.
 *
 * @param epoch number of the landmark
 * @param units the sum, in units of 1/{@value #UNITS_PER_WEIGHT} of a weight at the landmark
 */
public record DecayedSum(int epoch, long units) {
  /** Half-lives between two landmarks. */
  public static final int EPOCH_HALF_LIVES = 16;

  /** Resolution: a weight of 1 at the landmark is this many units. */
  public static final int UNITS_PER_WEIGHT = 5040;

  /** Nothing yet; older than everything. */
  public static final DecayedSum ZERO = new DecayedSum(Integer.MIN_VALUE, 0);

  /** The sum that holds one weight. */
  public static DecayedSum of(HalfLife halfLife, long timeMillis, double weight) {
    double halfLives = halfLife.since1970(timeMillis);
    int epoch = (int) Math.floor(halfLives / EPOCH_HALF_LIVES);
    double growth = Math.exp((halfLives - (double) epoch * EPOCH_HALF_LIVES) * LN_2);
    long units = Math.round(Math.abs(weight) * growth * UNITS_PER_WEIGHT);
    // Math.round sends halves up: the sign is kept out of it, so that what is taken back cancels.
    return new DecayedSum(epoch, weight < 0 ? -units : units);
  }

  private static final double LN_2 = Math.log(2);

  /** The sum of both, at the newer of their landmarks. */
  public DecayedSum plus(DecayedSum other) {
    int newest = Math.max(epoch, other.epoch);
    return new DecayedSum(newest, Math.addExact(unitsAt(newest), other.unitsAt(newest)));
  }

  /** The same sum with its sign turned. */
  public DecayedSum negated() {
    return new DecayedSum(epoch, -units);
  }

  /** What it is worth at a time, as a weight; may be negative where dislikes prevail. */
  public double at(HalfLife halfLife, long timeMillis) {
    if (units == 0) {
      return 0;
    }
    double halfLives = halfLife.since1970(timeMillis) - (double) epoch * EPOCH_HALF_LIVES;
    return (double) units / UNITS_PER_WEIGHT * Math.exp(-halfLives * LN_2);
  }

  /**
   * Place in an order that waiting does not change: of two sums with the same half-life, the one
   * that is worth more at any time has the higher rank. The logarithm to base 2 of the worth at
   * epoch 0; negative infinity where nothing is left.
   */
  public double rank() {
    return units <= 0
        ? Double.NEGATIVE_INFINITY
        : Math.log((double) units) / LN_2 + (double) epoch * EPOCH_HALF_LIVES;
  }

  /** The units this sum has at a landmark that is not older than its own. */
  public long unitsAt(int newer) {
    return moved(units, epoch, newer);
  }

  /** What a number of units at one landmark is at another that is not older. */
  public static long moved(long units, int epoch, int newer) {
    long epochs = (long) newer - epoch;
    if (epochs == 0 || units == 0) {
      return units;
    }
    if (epochs * EPOCH_HALF_LIVES >= Long.SIZE - 1) {
      return 0;
    }
    // Divided, not shifted, so that a negative sum fades to 0 as a positive one does.
    return units / (1L << (int) (epochs * EPOCH_HALF_LIVES));
  }
}
