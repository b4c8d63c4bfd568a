package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void log() throws IOException {
    StringBuilder rows = new StringBuilder("user,item,type,timestamp\n");
    for (int user = 0; user < 20; user++) {
      for (int step = 0; step < 5; step++) {
        rows.append("u%d,i%d,view,%d%n".formatted(user, step, 1_700_000_000 + user * 100 + step));
      }
    }
    rows.append("u0,i0,hug,1700000000\n");
    Files.writeString(folder.resolve("interactions.csv"), rows);
  }

  private Run evaluate(String... more) {
    String[] args = new String[3 + more.length];
    args[0] = "evaluate";
    args[1] = "--data";
    args[2] = folder.toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return Run.of(args);
  }

  @Test
  void the_figures_of_every_layer_and_of_all_together_are_json() throws IOException {
    Path out = folder.resolve("quality.json");

    Run run =
        evaluate(
            "--protocol", "prequential", "--test-from", "0.5", "--json", "--out", out.toString());

    assertThat(run.exit()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures).isEqualTo(new ObjectMapper().readTree(out.toFile()));
    assertThat(figures.path("protocol").asText()).isEqualTo("prequential");
    assertThat(figures.path("cases").asInt()).isEqualTo(50);
    assertThat(figures.path("k").asInt()).isEqualTo(10);
    assertThat(figures.path("layers").fieldNames())
        .toIterable()
        .containsExactly("collaborative", "content", "popularity", "ladder");
    assertThat(figures.at("/layers/ladder/hitRate").asDouble()).isEqualTo(1);
    assertThat(figures.at("/layers/ladder/ndcg").isNumber()).isTrue();
  }

  @Test
  void the_table_says_what_was_left_out_and_why() {
    Run run = evaluate("--protocol", "leave-one-out", "--layers", "ladder");

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("left out 1: type is \"hug\", which is not defined", "20 cases", "ladder")
        .doesNotContain("collaborative ");
  }

  @Test
  void a_figure_below_what_is_wanted_is_a_failure_that_says_so() {
    Run run = evaluate("--protocol", "prequential", "--at-least", "content.ndcg=0.999");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains(", below the 0.9990 that is wanted");
  }

  @Test
  void a_length_or_a_layer_that_cannot_be_is_wrong_usage() {
    assertThat(evaluate("--protocol", "prequential", "--k", "0").exit()).isEqualTo(2);
    Run run = evaluate("--protocol", "prequential", "--layers", "guess");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--layers names \"guess\"; give some of collaborative,");
  }

  @Test
  void a_protocol_nobody_knows_is_wrong_usage() {
    Run run = evaluate("--protocol", "guess");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--protocol is \"guess\"; give leave-one-out");
  }
}
