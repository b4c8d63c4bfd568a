package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MixtureLearnerTest {
  private final Site site = new Site();

  private MixtureLearner learner() {
    return learner(Site.PLAIN.mixture());
  }

  private MixtureLearner learner(Mixture from) {
    return new MixtureLearner(
        Sources.over(
            site.catalogue,
            site.neighbourhood,
            site.popularity,
            Site.PLAIN::mixture,
            Site.NEIGHBOURS),
        from);
  }

  private Lesson turnedTo(String item) {
    return new Lesson(site.history(), Site.id(item));
  }

  private static double sum(Mixture mixture) {
    return mixture.layers().values().stream().mapToDouble(Double::doubleValue).sum();
  }

  @Test
  void without_lessons_it_is_what_it_began_with() {
    Mixture mixture = learner().mixture();

    assertThat(mixture.lessons()).isZero();
    for (Layer layer : Layer.values()) {
      assertThat(mixture.of(layer)).isCloseTo(Site.PLAIN.mixture().of(layer), within(1e-9));
    }
  }

  @Test
  void the_layer_that_foresees_gains() {
    site.item("next", "game").item("hit", "game");
    site.follows("seen", "next", 0.3).popular("game", "hit", 0.3, 0.3, 0.3, 0.3);
    site.ada("view", "seen");
    MixtureLearner learner = learner();
    for (int i = 0; i < 2_000; i++) {
      learner.learn(turnedTo("hit"));
    }

    assertThat(learner.mixture().of(Layer.POPULARITY)).isGreaterThan(1.2);
    assertThat(learner.mixture().of(Layer.COLLABORATIVE)).isLessThan(0.1);
    assertThat(sum(learner.mixture())).isCloseTo(1.6, within(1e-9));
  }

  @Test
  void the_half_life_that_foresees_gains() {
    site.item("hit", "game").popular("game", "hit", 0.5, 0.01, 0.01, 0.01);
    MixtureLearner learner = learner();
    for (int i = 0; i < 1_000; i++) {
      learner.learn(turnedTo("hit"));
    }

    assertThat(learner.mixture().halfLives().get(0)).isGreaterThan(0.8);
    assertThat(learner.mixture().lessons()).isEqualTo(1_000);
  }

  @Test
  void weights_settle_where_each_estimate_is_right_as_often_as_it_counts() {
    site.item("next", "game").item("hit", "game");
    site.follows("seen", "next", 1.0).popular("game", "hit", 1.0, 1.0, 1.0, 1.0);
    site.ada("view", "seen");
    MixtureLearner learner = learner();
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      learner.learn(turnedTo(random.nextInt(4) == 0 ? "hit" : "next"));
    }

    // Content had nothing to say and keeps its 0.3.
    Mixture mixture = learner.mixture();
    assertThat(mixture.of(Layer.COLLABORATIVE) / 1.3).isCloseTo(0.75, within(0.1));
    assertThat(mixture.of(Layer.POPULARITY) / 1.3).isCloseTo(0.25, within(0.1));
  }

  @Test
  void who_had_nothing_to_say_about_a_newcomer_loses_nothing() {
    site.item("hit", "game").popular("game", "hit", 0.3, 0.3, 0.3, 0.3);
    MixtureLearner learner = learner();
    for (int i = 0; i < 1_000; i++) {
      learner.learn(turnedTo("hit"));
    }

    assertThat(learner.mixture().of(Layer.COLLABORATIVE)).isCloseTo(1, within(0.01));
  }

  @Test
  void what_nobody_foresaw_and_what_was_known_before_teaches_nothing() {
    site.follows("seen", "next", 0.3).ada("view", "seen");
    MixtureLearner learner = learner();

    learner.learn(turnedTo("unheard-of"));
    learner.learn(turnedTo("seen"));

    assertThat(learner.mixture().lessons()).isZero();
  }

  @Test
  void no_estimate_is_lost_for_good() {
    site.item("hit", "game").popular("game", "hit", 0.3, 0.3, 0.3, 0.3);
    site.follows("seen", "next", 0.3).ada("view", "seen");
    MixtureLearner learner = learner();
    for (int i = 0; i < 20_000; i++) {
      learner.learn(turnedTo("hit"));
    }
    assertThat(learner.mixture().of(Layer.COLLABORATIVE)).isPositive();

    for (int i = 0; i < 10_000; i++) {
      learner.learn(turnedTo("next"));
    }
    assertThat(learner.mixture().of(Layer.COLLABORATIVE)).isGreaterThan(1.1);
  }

  @Test
  void it_goes_on_from_what_was_learned() {
    site.item("hit", "game").popular("game", "hit", 0.5, 0.01, 0.01, 0.01);
    MixtureLearner first = learner();
    MixtureLearner whole = learner();
    for (int i = 0; i < 50; i++) {
      first.learn(turnedTo("hit"));
      whole.learn(turnedTo("hit"));
    }
    MixtureLearner second = learner(first.mixture());
    for (int i = 0; i < 50; i++) {
      second.learn(turnedTo("hit"));
      whole.learn(turnedTo("hit"));
    }

    assertThat(second.mixture().lessons()).isEqualTo(100);
    List<Double> expected = whole.mixture().halfLives();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(second.mixture().halfLives().get(i)).isCloseTo(expected.get(i), within(1e-9));
    }
  }
}
