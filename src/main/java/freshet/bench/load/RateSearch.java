package freshet.bench.load;

import java.util.OptionalInt;

/**
 * Finds the highest rate that holds: first in large steps, up while it holds or down until it does,
 * then by halving what lies between the highest that held and the lowest that did not.
 *
 * @param first where to begin, at least 1
 * @param trials how many rates to try at most
 */
public record RateSearch(int first, int trials) {
  private static final double STEP = 1.5;

  /** What is found is at most so much below what could be. */
  private static final double PRECISION = 0.05;

  /** Tries one rate. */
  @FunctionalInterface
  public interface Trial {
    boolean holds(int perSecond) throws InterruptedException;
  }

  public RateSearch {
    if (first < 1 || trials < 1) {
      throw new IllegalArgumentException(
          "a search begins at 1 or more and tries once or more, not %d and %d"
              .formatted(first, trials));
    }
  }

  /** The highest of the tried rates that held; nothing if none did. */
  public OptionalInt highest(Trial trial) throws InterruptedException {
    int held = 0;
    int broken = Integer.MAX_VALUE;
    int next = first;
    for (int i = 0; i < trials && next > held && next < broken; i++) {
      if (trial.holds(next)) {
        held = next;
      } else {
        broken = next;
      }
      next = next(held, broken);
    }
    return held == 0 ? OptionalInt.empty() : OptionalInt.of(held);
  }

  /** What to try next; the highest that held once that is near enough. */
  private static int next(int held, int broken) {
    if (broken == Integer.MAX_VALUE) {
      return (int) Math.min(broken - 1L, Math.round(held * STEP) + 1);
    }
    if (held == 0) {
      return (int) Math.round(broken / STEP);
    }
    return broken - held <= held * PRECISION ? held : held + (broken - held) / 2;
  }
}
