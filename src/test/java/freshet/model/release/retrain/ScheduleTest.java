package freshet.model.release.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.model.release.Release;
import freshet.model.release.retrain.RetrainRequest.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Schedule DAILY = new Schedule(Optional.of(Duration.ofDays(1)), 0);
  private static final Schedule BY_COUNT = new Schedule(Optional.empty(), 100);

  private static List<Release> lastBegun(Duration ago, long interactions) {
    return List.of(Release.begun("v", NOW.minus(ago), "1", List.of(), interactions));
  }

  @Test
  void nothing_is_due_where_nothing_is_set() {
    Schedule never = new Schedule(Optional.empty(), 0);

    assertThat(never.isSet()).isFalse();
    assertThat(never.due(List.of(), NOW, () -> 1_000_000)).isEmpty();
  }

  @Test
  void the_first_model_is_due_at_once() {
    assertThat(DAILY.due(List.of(), NOW, () -> 0)).contains(Reason.SCHEDULE);
  }

  @Test
  void the_next_is_due_when_its_time_is_over_however_the_last_ended() {
    assertThat(DAILY.due(lastBegun(Duration.ofHours(23), 0), NOW, () -> 0)).isEmpty();
    assertThat(DAILY.due(lastBegun(Duration.ofHours(24), 0), NOW, () -> 0))
        .contains(Reason.SCHEDULE);
  }

  @Test
  void interactions_are_counted_from_the_last_training() {
    List<Release> past = lastBegun(Duration.ofHours(1), 50);

    assertThat(BY_COUNT.due(past, NOW, () -> 149)).isEmpty();
    assertThat(BY_COUNT.due(past, NOW, () -> 150)).contains(Reason.COUNT);
    assertThat(BY_COUNT.due(List.of(), NOW, () -> 100)).contains(Reason.COUNT);
  }
}
