package freshet.simulate;

import java.time.Instant;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** One of the audience: what they like, and what they have seen. */
final class Reader {
  private static final int FEWEST_TOPICS = 2;
  private static final int MORE_TOPICS = 4;
  private static final double STEEPNESS = 5;

  private final String name;
  private final double[] tastes;
  private final Map<Kind, Double> kinds = new EnumMap<>(Kind.class);
  private final BitSet seen = new BitSet();
  private Instant busyUntil = Instant.MIN;
  private int visits;

  Reader(String name, RandomGenerator random) {
    this.name = name;
    tastes = tastes(random);
    for (Kind kind : Kind.values()) {
      kinds.put(kind, 0.2 + exponential(random));
    }
  }

  /** A few topics, unequally liked; the sum is 1. */
  private static double[] tastes(RandomGenerator random) {
    double[] tastes = new double[Topic.ALL.size()];
    int topics = FEWEST_TOPICS + random.nextInt(MORE_TOPICS);
    double sum = 0;
    for (int i = 0; i < topics; i++) {
      double taste = exponential(random);
      tastes[random.nextInt(tastes.length)] += taste;
      sum += taste;
    }
    for (int i = 0; i < tastes.length; i++) {
      tastes[i] /= sum;
    }
    return tastes;
  }

  static double exponential(RandomGenerator random) {
    return -Math.log(1 - random.nextDouble());
  }

  String name() {
    return name;
  }

  /** Weight by tag, of the topics they like; the sum is 1. */
  Map<String, Double> tastes() {
    Map<String, Double> byTag = new TreeMap<>();
    for (int i = 0; i < tastes.length; i++) {
      if (tastes[i] > 0) {
        byTag.put(Topic.ALL.get(i).tag(), tastes[i]);
      }
    }
    return byTag;
  }

  /** How much they like a topic, 0 to 1. */
  double taste(int topic) {
    return tastes[topic];
  }

  /** How much they will like it, 0 to 1: their taste for its topic more than its quality. */
  double appeal(Publication publication) {
    double taste = 1 - Math.exp(-STEEPNESS * tastes[publication.topic()]);
    return 0.75 * taste + 0.25 * publication.quality();
  }

  /** How readily they turn to this kind of item, around 1. */
  double inclination(Kind kind) {
    return kinds.get(kind);
  }

  boolean hasSeen(Publication publication) {
    return seen.get(publication.number());
  }

  void sees(Publication publication) {
    seen.set(publication.number());
  }

  /** Whether they have nothing else to do at that time. */
  boolean free(Instant time) {
    return !busyUntil.isAfter(time);
  }

  /** Begins a visit, of an end not yet known; returns the name of its session. */
  String arrive() {
    busyUntil = Instant.MAX;
    visits++;
    return name + "-visit-" + visits;
  }

  void leave(Instant time) {
    busyUntil = time;
  }
}
