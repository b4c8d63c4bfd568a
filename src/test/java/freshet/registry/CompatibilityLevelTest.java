package freshet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityLevelTest {
  private static final Schema OLDEST =
      SchemaBuilder.record("R").fields().requiredInt("a").requiredInt("c").endRecord();
  private static final Schema BASE =
      SchemaBuilder.record("R").fields().requiredInt("a").endRecord();
  private static final Schema NEEDS_MORE =
      SchemaBuilder.record("R").fields().requiredInt("a").requiredInt("b").endRecord();
  private static final Schema NEEDS_LESS = SchemaBuilder.record("R").fields().endRecord();
  private static final Schema OPTIONAL =
      SchemaBuilder.record("R").fields().requiredInt("a").optionalInt("b").endRecord();

  @ParameterizedTest
  @CsvSource({
    "NONE, true, true, true",
    "BACKWARD, false, true, true",
    "BACKWARD_TRANSITIVE, false, true, true",
    "FORWARD, true, false, true",
    "FORWARD_TRANSITIVE, false, false, false",
    "FULL, false, false, true",
    "FULL_TRANSITIVE, false, false, false",
  })
  void each_level_takes_what_it_says(
      CompatibilityLevel level, boolean needsMore, boolean needsLess, boolean optional) {
    List<Schema> earlier = List.of(BASE, OLDEST);

    assertThat(level.problems(NEEDS_MORE, earlier).isEmpty()).isEqualTo(needsMore);
    assertThat(level.problems(NEEDS_LESS, earlier).isEmpty()).isEqualTo(needsLess);
    assertThat(level.problems(OPTIONAL, earlier).isEmpty()).isEqualTo(optional);
  }

  @Test
  void a_level_is_named_in_any_case() {
    assertThat(CompatibilityLevel.named("full_transitive"))
        .isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
    assertThatThrownBy(() -> CompatibilityLevel.named("sideways")).hasMessageContaining("sideways");
  }

  @Test
  void the_first_schema_of_a_subject_is_compatible() {
    assertThat(CompatibilityLevel.FULL_TRANSITIVE.problems(BASE, List.of())).isEmpty();
  }
}
