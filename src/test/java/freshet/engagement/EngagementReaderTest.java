package freshet.engagement;

import static freshet.engagement.Shows.ANN;
import static freshet.engagement.Shows.START;
import static freshet.engagement.Shows.slate;
import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.ItemId;
import freshet.query.StateAnswer;
import freshet.recommend.impression.ShownSlate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngagementReaderTest {
  private static final EngagementSettings SETTINGS =
      new EngagementSettings(1, 32, Duration.ofHours(1), 30, Duration.ofSeconds(1));

  private static EngagementReader reader(StateAnswer<UserEngagement> answer) {
    return new EngagementReader(user -> answer, SETTINGS.window());
  }

  @Test
  void what_was_shown_within_the_window_and_left_alone_is_told() {
    UserEngagement engagement =
        UserEngagement.EMPTY.show(slate("s", 0, "a", "b"), SETTINGS).engagement();
    EngagementReader reader = reader(new StateAnswer.Found<>(engagement));

    assertThat(reader.untouched(ANN, START.plusSeconds(3_599)))
        .isEqualTo(Map.of(new ItemId("a"), 1, new ItemId("b"), 1));
    assertThat(reader.untouched(ANN, START.plusSeconds(3_600))).isEmpty();
    assertThat(reader.slates(ANN))
        .isInstanceOfSatisfying(
            StateAnswer.Found.class, found -> assertThat((List<?>) found.value()).hasSize(1));
  }

  @Test
  void what_cannot_be_read_sinks_nothing_and_is_told_as_unknown() {
    for (StateAnswer<UserEngagement> unknown :
        List.<StateAnswer<UserEngagement>>of(
            new StateAnswer.Elsewhere<>("other", 7070),
            new StateAnswer.Restoring<>("in a moment"))) {
      assertThat(reader(unknown).untouched(ANN, START)).isEmpty();
      assertThat(reader(unknown).slates(ANN)).hasToString(unknown.toString());
    }
    assertThat(reader(new StateAnswer.Absent<>()).slates(ANN))
        .isEqualTo(new StateAnswer.Absent<List<ShownSlate>>());
  }
}
