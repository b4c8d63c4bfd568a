package freshet.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void equal_tables_are_equal() {
    Comparison comparison = Comparison.of(Map.of("a", "1", "b", "2"), Map.of("b", "2", "a", "1"));

    assertThat(comparison.compared()).isEqualTo(2);
    assertThat(comparison.isEqual()).isTrue();
  }

  @Test
  void other_values_and_keys_that_only_one_has_are_different_and_named() {
    Comparison comparison =
        Comparison.of(
            Map.of("a", "1", "b", "2", "only here", "3"),
            Map.of("a", "1", "b", "20", "only there", "4"));

    assertThat(comparison.compared()).isEqualTo(4);
    assertThat(comparison.different()).isEqualTo(3);
    assertThat(comparison.examples()).containsExactly("b", "only here", "only there");
    assertThat(comparison.isEqual()).isFalse();
  }

  @Test
  void nothing_at_all_proves_nothing() {
    assertThat(Comparison.of(Map.of(), Map.of()).isEqual()).isFalse();
  }
}
