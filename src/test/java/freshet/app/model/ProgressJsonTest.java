package freshet.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.model.release.TrainingProgress;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressJsonTest {
  @Test
  void a_line_says_how_far_a_training_is() {
    assertThat(
            ProgressJson.read(
                "{\"phase\":\"training\",\"epoch\":3,\"epochs\":36,\"share\":0.42,\"loss\":6.1,\"ndcg\":0.151,\"secondsLeft\":840,\"message\":\"on\"}"))
        .contains(
            new TrainingProgress(
                "training",
                3,
                36,
                0.42,
                OptionalDouble.of(6.1),
                OptionalDouble.of(0.151),
                OptionalLong.of(840),
                Optional.of("on")));
  }

  @Test
  void what_is_not_known_yet_is_left_out() {
    assertThat(ProgressJson.read("{\"phase\":\"reading\",\"loss\":null,\"ndcg\":\"NaN\"}"))
        .contains(TrainingProgress.BEGUN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Reading…", "{", "{}", "{\"phase\":3}", "[1]"})
  void other_lines_say_nothing(String line) {
    assertThat(ProgressJson.read(line)).isEmpty();
  }
}
