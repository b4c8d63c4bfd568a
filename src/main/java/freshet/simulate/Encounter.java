package freshet.simulate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * What a reader does with one item.
 *
 * @param steps in the order they are done
 * @param lasts how long the item holds the reader
 */
record Encounter(List<Step> steps, Duration lasts) {
  /**
   * One interaction.
   *
   * @param type name of the interaction type
   * @param after since the reader turned to the item
   * @param seconds dwell or play time
   */
  record Step(String type, Duration after, OptionalDouble seconds) {}

  private static final double LOOK_SECONDS = 20;
  private static final double READ_SECONDS = 150;
  private static final double PLAY_SECONDS = 1500;

  /** Decides what the reader does; the better the item suits them, the longer and the kinder. */
  static Encounter of(Reader reader, Publication publication, RandomGenerator random) {
    double appeal = reader.appeal(publication);
    List<Step> steps = new ArrayList<>();
    boolean game = publication.kind() == Kind.GAME;
    double seconds = spread((game ? LOOK_SECONDS : READ_SECONDS) * (0.15 + appeal), random);
    steps.add(step("view", 0, seconds));
    double at = seconds;
    if (game && random.nextDouble() < 0.15 + 0.75 * appeal) {
      double played = spread(PLAY_SECONDS * (0.1 + appeal), random);
      steps.add(step("play", at, played));
      at += played;
    }
    double verdict = random.nextDouble();
    if (verdict < 0.35 * appeal * appeal) {
      steps.add(new Step("like", duration(at), OptionalDouble.empty()));
    } else if (verdict > 1 - 0.12 * (1 - appeal) * (1 - appeal)) {
      steps.add(new Step("dislike", duration(at), OptionalDouble.empty()));
    }
    if (random.nextDouble() < 0.1 * appeal) {
      steps.add(new Step("bookmark", duration(at + 1), OptionalDouble.empty()));
    }
    return new Encounter(List.copyOf(steps), duration(at + 2 + 10 * Reader.exponential(random)));
  }

  private static Step step(String type, double after, double seconds) {
    return new Step(type, duration(after), OptionalDouble.of(Math.rint(seconds)));
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  /** Log-normal around the typical value. */
  private static double spread(double typical, RandomGenerator random) {
    return Math.min(4 * 3600, Math.max(1, typical * Math.exp(0.7 * random.nextGaussian())));
  }
}
