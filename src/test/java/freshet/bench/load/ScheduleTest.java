package freshet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void things_are_due_at_even_distances_from_the_beginning() {
    Schedule schedule = new Schedule(500, 1_000);

    assertThat(schedule.due(0)).isEqualTo(500);
    assertThat(schedule.due(1)).isEqualTo(1_000_500);
    assertThat(schedule.due(1.5)).isEqualTo(1_500_500);
    assertThat(schedule.due(60_000)).isEqualTo(60_000_000_500L);
  }

  @Test
  void a_distance_that_is_no_whole_number_of_nanoseconds_does_not_drift() {
    Schedule schedule = new Schedule(0, 3_000);

    assertThat(schedule.due(3_000_000)).isEqualTo(1_000_000_000_000L);
  }

  @Test
  void as_many_are_due_within_a_time_as_the_rate_says_the_first_included() {
    assertThat(new Schedule(0, 1_000).within(Duration.ofSeconds(2))).isEqualTo(2_000);
    assertThat(new Schedule(0, 0.1).within(Duration.ofSeconds(1))).isEqualTo(1);
  }

  @Test
  void what_is_overdue_is_not_waited_for() throws InterruptedException {
    long due = System.nanoTime() + 1_000_000;

    Schedule.await(due);
    assertThat(System.nanoTime()).isGreaterThanOrEqualTo(due);
    Schedule.await(due);
  }

  @Test
  void a_rate_is_above_0() {
    assertThatThrownBy(() -> new Schedule(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Schedule(0, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
