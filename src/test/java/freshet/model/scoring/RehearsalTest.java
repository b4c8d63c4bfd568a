package freshet.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.model.UnusableModelException;
import freshet.model.artifact.Manifest;
import freshet.model.scoring.TinyModels.InJava;
import freshet.recommend.memory.InMemoryCatalogue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private final LiveModel live = LiveModel.rehearsed(new InMemoryCatalogue(), Runnable::run);

  private static Manifest manifest(String version, List<String> items) {
    return TinyModels.manifest(version, items, List.of("tag:chess"));
  }

  /** Notes the lengths of the histories it is asked about. */
  private static final class Listening extends InJava {
    private final Set<Integer> lengths = new TreeSet<>();
    private int asked;

    Listening(Manifest manifest) {
      super(manifest, user -> user);
    }

    @Override
    public float[] user(float[] vectors, long[] types, float[] ages) {
      asked++;
      lengths.add(types.length);
      return super.user(vectors, types, ages);
    }
  }

  @Test
  void a_model_answers_histories_of_all_lengths_before_it_is_live_and_not_for_ever() {
    Listening encoder = new Listening(manifest("1", List.of("a", "b", "c")));
    ServingModel model = new ServingModel(encoder);
    int before = encoder.asked;
    encoder.lengths.clear();

    live.serve(model);

    assertThat(encoder.lengths).containsExactly(1, 2, 3, 4);
    assertThat(encoder.asked - before).isBetween(100, 300);
  }

  @Test
  void a_model_without_items_has_something_to_rehearse_too() {
    live.serve(new ServingModel(new InJava(manifest("1", List.of()), user -> user)));
    assertThat(live.manifest().map(Manifest::version)).contains("1");
  }

  @Test
  void a_model_that_fails_in_its_rehearsal_does_not_take_over() {
    live.serve(new ServingModel(new InJava(manifest("1", List.of("a")), user -> user)));
    InJava failing =
        new InJava(manifest("2", List.of("a")), user -> user) {
          private int asked;

          @Override
          public float[] user(float[] vectors, long[] types, float[] ages) {
            if (++asked > 50) {
              throw new UnusableModelException("broken on purpose");
            }
            return super.user(vectors, types, ages);
          }
        };
    ServingModel second = new ServingModel(failing);

    assertThatThrownBy(() -> live.serve(second)).isInstanceOf(UnusableModelException.class);

    assertThat(live.manifest().map(Manifest::version)).isEqualTo(Optional.of("1"));
    assertThat(failing.closed).isTrue();
  }
}
