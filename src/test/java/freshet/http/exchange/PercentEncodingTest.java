package freshet.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
  @Test
  void utf8_is_decoded() {
    assertThat(PercentEncoding.decode("K%C3%a4se%2F%F0%9F%8E%AE+ü")).isEqualTo("Käse/🎮+ü");
  }

  @Test
  void a_plus_is_a_space_in_a_query_only() {
    assertThat(PercentEncoding.decodeQuery("a+b%2Bc")).isEqualTo("a b+c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%zz", "%-1", "%FF", "%C3", "%ED%A0%80", "%C0%AF"})
  void what_is_not_percent_encoded_utf8_is_refused(String raw) {
    assertThatThrownBy(() -> PercentEncoding.decode(raw))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
