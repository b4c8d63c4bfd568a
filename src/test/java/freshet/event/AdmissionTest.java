package freshet.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdmissionTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private final Admission admission = new Admission(InteractionTypes.builtIn());

  private static InteractionDraft draft(String id, String user, String item, String type) {
    return new InteractionDraft(id, user, item, type, NOW, null, null, null);
  }

  private static InteractionDraft at(Instant time) {
    return new InteractionDraft("e", "u", "i", "view", time, "s", 2.5, "slate-1");
  }

  @Test
  void a_draft_that_makes_sense_becomes_an_interaction() {
    Interaction admitted = admission.admit(at(NOW), NOW);

    assertThat(admitted.id()).isEqualTo(new EventId("e"));
    assertThat(admitted.user()).isEqualTo(new UserId("u"));
    assertThat(admitted.item()).isEqualTo(new ItemId("i"));
    assertThat(admitted.type().name()).isEqualTo("view");
    assertThat(admitted.time()).isEqualTo(NOW);
    assertThat(admitted.session()).hasValue("s");
    assertThat(admitted.seconds()).hasValue(2.5);
    assertThat(admitted.slate()).hasValue("slate-1");
  }

  static Stream<Arguments> incomplete() {
    return Stream.of(
        Arguments.of("eventId", draft(null, "u", "i", "view")),
        Arguments.of("user", draft("e", "", "i", "view")),
        Arguments.of("item", draft("e", "u", null, "view")),
        Arguments.of("type", draft("e", "u", "i", null)));
  }

  @ParameterizedTest
  @MethodSource("incomplete")
  void the_first_field_that_is_wrong_is_named(String field, InteractionDraft draft) {
    assertThatThrownBy(() -> admission.admit(draft, NOW))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(field))
        .hasMessage(field + " is missing; give 1 to 256 characters");
  }

  @Test
  void a_missing_time_is_refused() {
    assertThatThrownBy(() -> admission.admit(at(null), NOW))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("time is missing; give the time of the event");
  }

  @Test
  void five_minutes_ahead_are_taken_and_a_millisecond_more_is_not() {
    Instant limit = NOW.plus(Admission.MAX_AHEAD);
    assertThat(admission.admit(at(limit), NOW).time()).isEqualTo(limit);
    assertThatThrownBy(() -> admission.admit(at(limit.plusMillis(1)), NOW))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("more than 5 minutes in the future; check the sender's clock");
    assertThatThrownBy(() -> admission.admit(at(Instant.MAX), NOW))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void an_undefined_type_is_refused_with_those_that_are_defined() {
    assertThatThrownBy(() -> admission.admit(draft("e", "u", "i", "comment"), NOW))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(
            "type is \"comment\", which is not defined; use one of view, play,");
  }

  @Test
  void a_site_defines_types_of_its_own() {
    Admission ours =
        new Admission(new InteractionTypes(List.of(InteractionType.speaksFor("comment", 3))));
    assertThat(ours.admit(draft("e", "u", "i", "comment"), NOW).type().signedWeight()).isEqualTo(3);
    assertThatThrownBy(() -> ours.admit(draft("e", "u", "i", "view"), NOW))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void types_are_checked_when_they_are_defined() {
    assertThatThrownBy(() -> new InteractionTypes(List.of(InteractionType.undo("like"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("interaction type \"undo-like\" undoes \"like\", which is not defined");
    assertThatThrownBy(() -> InteractionType.speaksFor("Big View", 1))
        .hasMessageContaining("has a bad name; use lower-case words joined by hyphens");
    assertThatThrownBy(() -> InteractionType.speaksFor("view", Double.NaN))
        .hasMessageContaining("give 0 to 100");
    assertThat(InteractionType.speaksAgainst("dislike", 2).signedWeight()).isEqualTo(-2);
    assertThat(InteractionType.undo("like").signedWeight()).isZero();
  }
}
