package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.model.artifact.Manifest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `freshet models release` does where no Kafka answers. */
class ModelsReleaseCommandTest {
  private static final HandMadeModel MODEL = new HandMadeModel(1);

  @TempDir private Path folder;

  private Run release(Path file, String... options) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("site.conf"),
            "kafka.bootstrap.servers = \"%s\"\nkafka.start-limit = 1s".formatted(nobody()));
    String[] line = new String[4 + options.length];
    line[0] = "models";
    line[1] = "release";
    line[2] = "--config=" + config;
    line[3] = file.toString();
    System.arraycopy(options, 0, line, 4, options.length);
    return Run.of(line);
  }

  private static String nobody() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + probe.getLocalPort();
    }
  }

  private Path measured(Map<String, Double> metrics) throws IOException {
    return MODEL.write(folder, "v1", is -> is.with(is.pool(), metrics)).file();
  }

  @Test
  void a_model_that_does_not_keep_the_contract_is_refused_as_validate_does() throws IOException {
    Path file = MODEL.write(folder, "v1", ModelsReleaseCommandTest::ofTheNextContract).file();

    Run run = release(file);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEqualTo(Run.of("models", "validate", file.toString()).out());
    assertThat(run.out()).contains("not ok  contract      version 2");
    assertThat(run.err())
        .isEqualTo(
            "freshet: %s does not keep the contract and is not released; mend what is not ok%n",
            file);
  }

  private static Manifest ofTheNextContract(Manifest is) {
    return new Manifest(
        2,
        is.version(),
        is.created(),
        is.dimensions(),
        is.history(),
        is.items(),
        is.features(),
        is.types(),
        is.pool(),
        is.training(),
        is.metrics(),
        is.bytes(),
        is.sha256());
  }

  @Test
  void a_model_that_was_found_worse_is_released_only_if_one_insists() throws IOException {
    Path file = measured(Map.of("ladder.ndcg", 0.1, "without.ndcg", 0.2));

    Run run = release(file);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "freshet: model v1 is not released: on the held-out last period NDCG@10 is 0.1000 with it and 0.2000 without a model; ")
        .contains("--even-if-worse releases it all the same");
    assertThat(release(file, "--even-if-worse").err()).startsWith("freshet: no Kafka answers at ");
  }

  @Test
  void where_no_kafka_answers_it_is_said_in_one_sentence_with_the_cure() throws IOException {
    Run run = release(measured(Map.of()));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .matches(
            "freshet: no Kafka answers at 127\\.0\\.0\\.1:\\d+; start one with `freshet serve`, or set kafka\\.bootstrap\\.servers\\R");
  }
}
