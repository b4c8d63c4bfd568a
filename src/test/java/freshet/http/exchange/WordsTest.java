package freshet.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void nothing_that_breaks_or_turns_a_line_is_shown_as_it_is() {
    assertThat(Words.shown("a\r\nERROR forged\u2028\u202e\u001b[31m"))
        .isEqualTo("a\\u000d\\u000aERROR forged\\u2028\\u202e\\u001b[31m");
  }

  @Test
  void ordinary_text_is_shown_as_it_is() {
    assertThat(Words.shown("Käse \"日本\"")).isEqualTo("Käse \"日本\"");
  }

  @Test
  void long_text_is_cut() {
    assertThat(Words.shown("a".repeat(1000))).isEqualTo("a".repeat(200) + "…");
  }
}
