package freshet.bench.chaos;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a server is killed.
 *
 * @param phase what it is doing then
 * @param delay how long it has been doing that
 */
public record Moment(Phase phase, Duration delay) {
  /** What a server does between its start and its end. */
  public enum Phase {
    /** Its broker comes up, or not even that. */
    STARTING("while it started"),
    /** It takes events in, and restores its state. */
    RESTORING("while it restored its state"),
    /** It is ready. */
    RUNNING("while it ran");

    private final String words;

    Phase(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  private static final int SHORTEST_RUN_MILLIS = 3_000;
  private static final int LONGEST_RUN_MILLIS = 20_000;

  /** Of a run that is to be killed at all, a kill comes within this part of it. */
  private static final int PARTS = 6;

  private static final int LONGEST_START_MILLIS = 4_000;
  private static final int LONGEST_RESTORE_MILLIS = 500;
  private static final double STARTING_SHARE = 0.15;
  private static final double RESTORING_SHARE = 0.15;

  /** The moment of the first kill: the server has something to lose by then. */
  static Moment first(RandomGenerator random, Duration whole) {
    return running(random, whole);
  }

  /**
   * The moment of a later kill: mostly while it runs, sometimes before it gets there.
   *
   * @param whole how long killing goes on in all
   */
  static Moment next(RandomGenerator random, Duration whole) {
    double lot = random.nextDouble();
    if (lot < STARTING_SHARE) {
      return new Moment(
          Phase.STARTING, Duration.ofMillis(1 + random.nextInt(LONGEST_START_MILLIS)));
    }
    if (lot < STARTING_SHARE + RESTORING_SHARE) {
      return new Moment(Phase.RESTORING, Duration.ofMillis(random.nextInt(LONGEST_RESTORE_MILLIS)));
    }
    return running(random, whole);
  }

  private static Moment running(RandomGenerator random, Duration whole) {
    long longest = Math.min(LONGEST_RUN_MILLIS, Math.max(1, whole.toMillis() / PARTS));
    long shortest = Math.min(SHORTEST_RUN_MILLIS, longest / 2);
    return new Moment(Phase.RUNNING, Duration.ofMillis(random.nextLong(shortest, longest + 1)));
  }
}
