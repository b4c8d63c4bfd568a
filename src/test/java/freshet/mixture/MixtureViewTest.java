package freshet.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import freshet.avro.MixtureRecord;
import freshet.decay.HalfLife;
import freshet.recommend.Layer;
import freshet.recommend.Mixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MixtureViewTest {
  private static final List<HalfLife> HALF_LIVES =
      List.of(new HalfLife(Duration.ofHours(1)), HalfLife.NEVER);
  private static final Mixture BEGINNING = mixture(1, 0.3, 0.3, 0.5, 0);

  private final MixtureView view = new MixtureView(BEGINNING, HALF_LIVES);

  private static Mixture mixture(
      double collaborative, double content, double popularity, double hour, long lessons) {
    return new Mixture(
        Map.of(
            Layer.COLLABORATIVE, collaborative,
            Layer.CONTENT, content,
            Layer.POPULARITY, popularity),
        List.of(hour, 1 - hour),
        lessons);
  }

  private static MixtureRecord record(Mixture mixture) {
    return MixtureTopic.toRecord(mixture, HALF_LIVES);
  }

  private static MixtureRecord sound() {
    return record(mixture(0.4, 0.2, 1, 0.9, 700));
  }

  @Test
  void where_nothing_was_learned_it_is_what_is_begun_with() {
    assertThat(view.mixture()).isSameAs(BEGINNING);
  }

  @Test
  void what_one_instance_learned_counts() {
    Mixture learned = mixture(0.4, 0.2, 1, 0.9, 700);
    view.apply("1", record(learned));

    assertThat(view.mixture().lessons()).isEqualTo(700);
    assertThat(view.mixture().layers().get(Layer.POPULARITY)).isCloseTo(1, within(1e-12));
    assertThat(view.mixture().halfLives().get(0)).isCloseTo(0.9, within(1e-12));
  }

  @Test
  void several_instances_count_by_their_lessons() {
    view.apply("1", record(mixture(1, 0.3, 0.3, 0.5, 100)));
    view.apply("2", record(mixture(0.4, 0.3, 0.9, 0.9, 300)));

    assertThat(view.mixture().layers().get(Layer.COLLABORATIVE)).isCloseTo(0.55, within(1e-12));
    assertThat(view.mixture().halfLives().get(0)).isCloseTo(0.8, within(1e-12));
    assertThat(view.mixture().lessons()).isEqualTo(400);
  }

  @Test
  void an_instance_that_is_deleted_or_has_other_half_lives_does_not_count() {
    view.apply("1", record(mixture(0.4, 0.2, 1, 0.9, 700)));
    view.apply("1", null);
    assertThat(view.mixture()).isSameAs(BEGINNING);

    view.apply(
        "1",
        MixtureTopic.toRecord(
            mixture(0.4, 0.2, 1, 0.9, 700),
            List.of(new HalfLife(Duration.ofHours(2)), HalfLife.NEVER)));
    assertThat(view.mixture()).isSameAs(BEGINNING);
  }

  @Test
  void a_record_that_makes_no_sense_is_refused_and_changes_nothing() {
    MixtureRecord nameless =
        MixtureRecord.newBuilder(sound()).setLayers(Map.of("content", 1.0)).build();
    MixtureRecord uneven =
        MixtureRecord.newBuilder(sound()).setHalfLifeWeights(List.of(1.0)).build();
    MixtureRecord negative =
        MixtureRecord.newBuilder(sound())
            .setLayers(Map.of("collaborative", -1.0, "content", 1.0, "popularity", 1.0))
            .build();

    for (MixtureRecord senseless : List.of(nameless, uneven, negative)) {
      assertThatThrownBy(() -> view.apply("1", senseless))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(view.mixture()).isSameAs(BEGINNING);
  }
}
