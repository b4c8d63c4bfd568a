package freshet.recommend;

import freshet.event.ItemId;
import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.CandidateSource.Question;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Learns how much each estimate should count from what people turn to: an estimate that foresaw it
 * gains, the others lose.
 *
 * <p>It is online expectation-maximisation for the proportions of a mixture (Cappé and Moulines
 * 2009): the weight w of each estimate moves towards w·p / Σ w·p, where p is the chance that it
 * gave to the item. Sites differ: where news are pushed to everybody, what was popular in the last
 * hour foresees most; where people work through a catalogue, what follows on what does.
 *
 * <p>Only the estimates that had something to say about the user are compared: that a newcomer
 * cannot be known by neighbours says nothing about those who can.
 *
 * <p>Not safe for use by several threads.
 */
public final class MixtureLearner {
  /** How many lessons the weights it begins with are worth. */
  private static final int PRIOR = 100;

  /** The weights never stop moving: a site may change. */
  private static final double SMALLEST_STEP = 0.002;

  /**
   * A chance below this puts no item on a slate. Without the bound estimates would gain that give a
   * little to everything, which makes what happens less of a surprise but no slate better.
   */
  private static final double NOTICED = 0.002;

  /** No estimate is lost for good: with this weight its word can still be noticed. */
  private static final double SMALLEST_WEIGHT = 0.01;

  private final Sources sources;
  private final double scale;
  private final double[] weights;
  private long lessons;

  /**
   * A learner that goes on from a mixture.
   *
   * @param sources asked what they would have foreseen
   */
  public MixtureLearner(Sources sources, Mixture from) {
    this.sources = sources;
    this.scale = from.layers().values().stream().mapToDouble(Double::doubleValue).sum();
    this.lessons = from.lessons();
    List<Double> halfLives = from.halfLives();
    this.weights = new double[2 + halfLives.size()];
    weights[0] = from.of(Layer.COLLABORATIVE) / scale;
    weights[1] = from.of(Layer.CONTENT) / scale;
    for (int i = 0; i < halfLives.size(); i++) {
      weights[2 + i] = from.of(Layer.POPULARITY) * halfLives.get(i) / scale;
    }
    keepAll();
  }

  /**
   * Takes a lesson; one in which nothing new was turned to, or what nobody foresaw, teaches
   * nothing.
   */
  public void learn(Lesson lesson) {
    Set<ItemId> known = lesson.before().excluded();
    if (known.contains(lesson.item())) {
      return;
    }
    double[] foreseen = foreseen(lesson, known);
    double spoke = 0;
    double all = 0;
    for (int i = 0; i < weights.length; i++) {
      if (foreseen[i] >= 0) {
        spoke += weights[i];
        all += weights[i] * foreseen[i];
      }
    }
    if (all < NOTICED) {
      return;
    }
    double step = Math.max(1.0 / (PRIOR + lessons), SMALLEST_STEP);
    for (int i = 0; i < weights.length; i++) {
      if (foreseen[i] >= 0) {
        weights[i] += step * (spoke * weights[i] * foreseen[i] / all - weights[i]);
      }
    }
    keepAll();
    lessons++;
  }

  /** The chance that each estimate gave to what happened; below 0 if it had nothing to say. */
  private double[] foreseen(Lesson lesson, Set<ItemId> known) {
    Question question =
        new Question(lesson.before(), Optional.empty(), candidate -> !known.contains(candidate));
    double[] foreseen = new double[weights.length];
    foreseen[0] = chance(sources.neighbours().opinion(question), lesson.item());
    foreseen[1] = chance(sources.tags().opinion(question), lesson.item());
    List<Double> shares = sources.popular().shares(lesson.item());
    for (int i = 2; i < weights.length; i++) {
      foreseen[i] = shares.get(i - 2);
    }
    return foreseen;
  }

  private static double chance(Opinion opinion, ItemId item) {
    return opinion == CandidateSource.NONE ? -1 : opinion.score(item);
  }

  private void keepAll() {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.max(weights[i], SMALLEST_WEIGHT);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
  }

  /** What has been learned so far; its layers add up to what those it began with did. */
  public Mixture mixture() {
    double popularity = Arrays.stream(weights, 2, weights.length).sum();
    Map<Layer, Double> layers = new EnumMap<>(Layer.class);
    layers.put(Layer.COLLABORATIVE, weights[0] * scale);
    layers.put(Layer.CONTENT, weights[1] * scale);
    layers.put(Layer.POPULARITY, popularity * scale);
    return new Mixture(
        layers,
        Arrays.stream(weights, 2, weights.length)
            .map(weight -> weight / popularity)
            .boxed()
            .toList(),
        lessons);
  }
}
