package freshet.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CompletenessTest {
  private final Completeness completeness = new Completeness();
  private long now;

  /** Answers, each a second after the one before. */
  private void answers(int count, boolean complete) {
    for (int i = 0; i < count; i++) {
      completeness.note(Duration.ofSeconds(now++).toNanos(), complete);
    }
  }

  @Test
  void nothing_is_incomplete_while_all_answers_are_complete() {
    answers(100, true);

    assertThat(completeness.longest()).isZero();
  }

  @Test
  void it_counts_from_the_first_answer_that_was_not_to_the_next_that_was() {
    answers(5, true);
    answers(3, false);
    answers(50, true);

    assertThat(completeness.longest()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void a_few_complete_answers_between_others_end_nothing() {
    answers(2, false);
    answers(10, true);
    answers(2, false);
    answers(30, true);

    assertThat(completeness.longest()).isEqualTo(Duration.ofSeconds(14));
  }

  @Test
  void the_longest_of_several_counts() {
    answers(4, false);
    answers(30, true);
    answers(2, false);
    answers(30, true);

    assertThat(completeness.longest()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void what_never_becomes_complete_again_counts_too() {
    answers(30, true);
    answers(8, false);

    assertThat(completeness.longest()).isEqualTo(Duration.ofSeconds(7));
  }
}
