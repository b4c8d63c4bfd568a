package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTextTest {
  @Test
  void what_a_shell_would_take_for_something_else_is_quoted() {
    assertThat(CommandText.of("./freshet", List.of("evaluate", "--data", "it's here/$HOME", "")))
        .isEqualTo("./freshet evaluate --data 'it'\\''s here/$HOME' ''");
  }
}
