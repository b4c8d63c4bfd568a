package freshet.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NamesTest {
  static Stream<Function<String, Object>> kinds() {
    return Stream.of(UserId::new, ItemId::new, EventId::new, ContentType::new);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void any_text_of_1_to_256_characters_is_a_name(Function<String, Object> kind) {
    assertThat(kind.apply("u")).hasToString("u");
    assertThat(kind.apply("€".repeat(256))).hasToString("€".repeat(256));
    assertThat(kind.apply("a book of 📚")).hasToString("a book of 📚");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nothing_and_too_much_are_refused_with_the_cure(Function<String, Object> kind) {
    assertThatThrownBy(() -> kind.apply(null))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("is missing; give 1 to 256 characters");
    assertThatThrownBy(() -> kind.apply(""))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("is missing; give 1 to 256 characters");
    assertThatThrownBy(() -> kind.apply("x".repeat(257)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("has 257 characters; give at most 256");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void control_characters_are_refused(Function<String, Object> kind) {
    assertThatThrownBy(() -> kind.apply("a\nb"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("holds a control character at position 1; remove it");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void half_a_surrogate_pair_is_refused(Function<String, Object> kind) {
    for (String half : new String[] {"\ud83d", "a\ud83d", "a\ud83db", "a\udcda", "\udcda\ud83d"}) {
      assertThatThrownBy(() -> kind.apply(half))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("holds half a surrogate pair at position");
    }
  }

  @Test
  void a_refusal_names_the_field() {
    assertThatThrownBy(() -> new UserId(""))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("user"));
    assertThatThrownBy(() -> new EventId(""))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("eventId"));
  }
}
