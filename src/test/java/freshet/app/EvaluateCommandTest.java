package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    assertThat(run.err()).contains("--layers names \"guess\"; give some of model, collaborative,");
  }

  @Test
  void new_items_need_a_model_that_has_not_learned_them() {
    Run run = evaluate("--protocol", "leave-one-out", "--new-items");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--new-items are those a model has not learned; give --model");
  }

  @Test
  void new_items_have_figures_of_their_own() {
    Run run =
        evaluate(
            "--protocol", "leave-one-out", "--model", "m.pt", "--new-items", "--layers", "ladder");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("leave --layers, --at-least and --report out");
  }

  @Test
  void a_protocol_nobody_knows_is_wrong_usage() {
    Run run = evaluate("--protocol", "guess");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--protocol is \"guess\"; give leave-one-out");
  }

  @Test
  void the_slices_are_part_of_the_json() throws IOException {
    JsonNode figures =
        new ObjectMapper()
            .readTree(evaluate("--protocol", "prequential", "--test-from", "0", "--json").out());

    assertThat(figures.fieldNames())
        .toIterable()
        .containsExactly("protocol", "cases", "k", "layers", "slices");
    for (String cut : List.of("time", "history", "itemAge")) {
      int cases = 0;
      for (JsonNode slice : figures.path("slices").path(cut)) {
        cases += slice.path("cases").asInt();
        assertThat(slice.path("layers").fieldNames())
            .toIterable()
            .containsExactly("collaborative", "content", "popularity", "ladder");
      }
      assertThat(cases).as(cut).isEqualTo(figures.path("cases").asInt());
    }
    assertThat(figures.at("/slices/history/2/name").asText()).isEqualTo("2–4");
    assertThat(figures.at("/slices/history/2/to").asInt()).isEqualTo(5);
    assertThat(figures.at("/slices/all/layers/ladder/ndcg95").size()).isEqualTo(2);
  }

  @Test
  void the_report_tells_how_it_was_made() throws IOException {
    Path report = folder.resolve("report.html");
    Path config = folder.resolve("other.conf");
    Files.writeString(config, "recommend.recent = 7, http.port = 7071");

    Run run =
        evaluate(
            "--protocol",
            "prequential",
            "--config",
            config.toString(),
            "--report",
            report.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(Files.readString(report))
        .contains(
            "./freshet evaluate --data " + folder,
            "100 interactions, 20 users, 5 items",
            "1 × type is &quot;hug&quot;, which is not defined",
            "<code>recommend.recent</code>",
            "test, then learn",
            "freshet ")
        .doesNotContain("http.port");
  }

  @Test
  void nothing_but_the_report_is_left_beside_it() throws IOException {
    Path reports = Files.createDirectory(folder.resolve("reports"));
    Path report = reports.resolve("r.html");
    Files.writeString(report, "the one before");

    evaluate("--protocol", "leave-one-out", "--report", report.toString());

    assertThat(reports).isDirectoryContaining(path -> path.equals(report));
    assertThat(reports.toFile().list()).containsExactly("r.html");
    assertThat(report).content().startsWith("<!DOCTYPE html>");
  }

  @Test
  void what_cannot_be_written_is_said_in_one_sentence_before_the_log_is_read() {
    Path missing = folder.resolve("nowhere").resolve("r.html");
    for (String option : List.of("--report", "--out")) {
      Run run =
          Run.of(
              "evaluate",
              "--data",
              "no-such-log",
              "--protocol",
              "prequential",
              option,
              missing.toString());

      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err())
          .isEqualToIgnoringNewLines(
              "freshet: %s %s lies in %s, which is no folder; make it first"
                  .formatted(option, missing, missing.getParent()));
    }
    assertThat(evaluate("--protocol", "prequential", "--report", folder.toString()).err())
        .contains("is a folder; name a file in it");
  }

  @Test
  void a_figure_nobody_knows_is_wrong_usage_before_the_log_is_read() {
    Run run =
        Run.of(
            "evaluate",
            "--data",
            "no-such-log",
            "--protocol",
            "prequential",
            "--at-least",
            "ladder.luck=1");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--at-least names \"ladder.luck\"");
  }

  @Test
  void a_log_without_frequent_items_is_a_failure_that_says_so() {
    Run run = evaluate("--protocol", "prequential", "--min-item-count", "21");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("no item has 21 interactions; give a smaller --min-item-count");
  }

  @Test
  void a_log_of_positions_is_not_cut_by_time() throws IOException {
    Path positions = folder.resolve("positions.csv");
    Files.writeString(positions, "user,item,pos\nu1,a,0\nu1,b,1\nu2,a,0\n");
    Path report = folder.resolve("report.html");

    Run run =
        Run.of(
            "evaluate",
            "--data",
            positions.toString(),
            "--protocol",
            "leave-one-out",
            "--report",
            report.toString(),
            "--json");

    JsonNode slices = new ObjectMapper().readTree(run.out()).path("slices");
    assertThat(slices.path("time")).isEmpty();
    assertThat(slices.path("itemAge")).isEmpty();
    assertThat(slices.path("history")).hasSize(2);
    assertThat(Files.readString(report))
        .contains("not their times, so this cannot be told", "without times");
  }

  @Test
  void a_report_without_a_case_says_so() throws IOException {
    Path report = folder.resolve("report.html");

    Run run =
        evaluate(
            "--protocol",
            "prequential",
            "--test-from-timestamp",
            "1800000000",
            "--report",
            report.toString());

    assertThat(run.exit()).isZero();
    assertThat(Files.readString(report)).contains("No case was counted");
  }
}
