package freshet.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class InteractionTest {
  private static final Instant TIME = Instant.parse("2026-05-01T12:00:00Z");

  private static Interaction at(Instant time) {
    return Interaction.of(
        new EventId("e"),
        new UserId("u"),
        new ItemId("i"),
        InteractionType.speaksFor("view", 1),
        time);
  }

  private static Interaction with(Optional<String> session, double seconds) {
    return new Interaction(
        new EventId("e"),
        new UserId("u"),
        new ItemId("i"),
        InteractionType.speaksFor("play", 1),
        TIME,
        session,
        OptionalDouble.of(seconds),
        Optional.empty());
  }

  @Test
  void any_time_from_1970_to_9999_is_taken() {
    assertThat(at(Instant.EPOCH).time()).isEqualTo(Instant.EPOCH);
    Instant last = Instant.parse("9999-12-31T23:59:59.999Z");
    assertThat(at(last).time()).isEqualTo(last);
  }

  @Test
  void other_times_are_refused_however_far_away_they_are() {
    for (Instant early : new Instant[] {Instant.EPOCH.minusMillis(1), Instant.MIN}) {
      assertThatThrownBy(() -> at(early))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("before 1970; give milliseconds since 1970");
    }
    for (Instant late : new Instant[] {Instant.parse("+10000-01-01T00:00:00Z"), Instant.MAX}) {
      assertThatThrownBy(() -> at(late))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("after 9999; give milliseconds since 1970");
    }
  }

  @Test
  void seconds_are_a_number_from_0_to_a_year() {
    assertThat(with(Optional.empty(), 31_536_000).seconds()).hasValue(31_536_000);
    for (double wrong : new double[] {-0.1, 31_536_001, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> with(Optional.empty(), wrong))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("seconds is " + wrong + "; give 0 to 31536000");
    }
  }

  @Test
  void a_session_that_is_given_says_something() {
    assertThat(with(Optional.of("s1"), 1).session()).hasValue("s1");
    assertThatThrownBy(() -> with(Optional.of(""), 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("session is missing; give 1 to 256 characters");
  }
}
