package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "serve",
        "broker",
        "cluster",
        "import",
        "recommend",
        "trending",
        "why",
        "users",
        "items",
        "train",
        "models",
        "models validate",
        "models release",
        "topics",
        "topics create",
        "config",
        "bench",
        "bench ingest",
        "topology"
      })
  void help_says_what_a_command_does_with_an_example_and_its_exit_codes(String command) {
    Run run = Run.of((command + " --help").split(" ", -1));

    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Usage: freshet " + command)
        .contains("Examples:\n  freshet " + command)
        .doesNotContain("pass-through")
        .contains("Exit codes: 0 ")
        .contains("1 failed, 2 wrong usage.");
    assertThat(run.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
  }

  @Test
  void help_without_a_command_lists_them_all() {
    Run run = Run.of("--help");

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains(
            "demo", "serve", "import", "recommend", "bench", "topology", "freshet COMMAND --help");
  }

  @Test
  void the_version_is_that_of_the_build() {
    Run run = Run.of("--version");

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .matches("(?s)freshet \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\nKafka 4\\..*Java .*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                               | a command is missing",
        "frobnicate                       | there is no such command",
        "reccomend ada                    | Did you mean: freshet recommend",
        "serve --prot 1                   | Unknown options: ",
        "serve --port                     | --port",
        "serve --port http                | is not an int",
        "recommend                        | Missing required parameter: ",
        "why ada                          | Missing required parameter: ",
        "users                            | Missing required parameter: ",
        "users ada -n -1                  | -n is -1; give 0 or more",
        "items                            | give one of the three: ITEM",
        "items rye --new                  | give one of the three: ITEM",
        "trending --to there              | --to is \"there\"; give an address",
        "recommend ada --to there         | --to is \"there\"; give an address",
        "import                           | Missing required parameter: ",
        "cluster --instances 0            | --instances is 0; give 1 to 16",
        "cluster --port 65535             | --port is 65535, and 3 instances need as many",
        "topics                           | what to do with the topics is missing; give create",
        "topics mend                      | there is no such command",
        "topics check --set kafka         | --set",
        "bench                            | a benchmark is missing",
        "bench ingst                      | there is no such command",
        "bench ingst                      | Did you mean: bench ingest",
        "bench ingest --set threads       | --set",
        "bench ingest --rounds 0          | --rounds is 0; give at least 1",
        "bench ingest --events 3000000    | --events is 3000000; give 1 to 2000000",
        "bench ingest --warm-up -1        | --warm-up is -1; give 0 or more",
        "import --to ftp://there logs     | --to is \"ftp://there\"; give an address",
      })
  void wrong_usage_is_code_2_and_says_what_and_where_to_look(String line, String message) {
    Run run = Run.of(line.isEmpty() ? new String[0] : line.split(" ", -1));

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message).contains("Try 'freshet").contains("--help'.");
    assertThat(run.err().lines()).hasSizeLessThan(4);
  }

  @Test
  void a_server_that_does_not_answer_is_one_sentence() throws IOException {
    String nobody = "http://127.0.0.1:" + freePort();

    Run run = Run.of("recommend", "ada", "--to", nobody);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "freshet: nothing answers at %s; start one with `freshet serve`, or name another with --to%n",
            nobody);
  }

  @Test
  void settings_that_are_wrong_are_one_sentence_before_anything_starts() throws IOException {
    Path config = Files.writeString(folder.resolve("site.conf"), "http.prot = 80\n");

    Run run = Run.of("serve", "--config", config.toString(), "--data-dir", folder + "/data");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("freshet: there is no setting http.prot (")
        .contains("site.conf: 1", "the nearest is http.port");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void a_benchmark_with_a_wrong_setting_is_one_sentence_before_anything_starts() {
    Run run = Run.of("bench", "ingest", "--set", "streams.thread=2");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("freshet: there is no setting streams.thread")
        .contains("the nearest is streams.threads");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void the_topology_is_printed_as_a_diagram() {
    Run run = Run.of("topology");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("flowchart LR\n").contains("topic_interactions --> ");
  }

  @Test
  void the_documents_are_written_where_one_says() {
    Run run = Run.of("topology", "--write", folder.resolve("docs").toString());

    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("wrote " + folder.resolve("docs").resolve("README.md"));
    assertThat(folder.resolve("docs/settings.md")).isNotEmptyFile();
  }

  @Test
  void a_folder_that_cannot_be_written_is_one_sentence() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    Run run = Run.of("topology", "--write", file.toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("cannot be written").contains("--write");
    assertThat(run.err().lines()).hasSize(1);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
