package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
  @TempDir private Path folder;

  @Test
  void every_setting_is_shown_with_its_value_and_where_it_was_set() throws IOException {
    Path config = file("site.conf", "\nhttp.port = 8080\n");

    Run run = Run.of("config", "--config", config.toString(), "--set", "kafka.partitions=8");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().lines().map(line -> line.replaceAll(" +#", " #")))
        .contains(
            "http.port = 8080 # %s: 2".formatted(config),
            "kafka.partitions = \"8\" # options of the command line",
            "kafka.port = 9092 # default",
            "interaction-types.view.weight = 1 # default",
            "popularity.half-lives = [\"1h\",\"1d\",\"7d\"] # default");
    assertThat(run.out().lines()).hasSize(SettingSources.reference().entrySet().size());
  }

  @Test
  void what_is_shown_can_be_a_settings_file() throws IOException {
    Run run = Run.of("config", "--port", "8080");

    Settings read =
        Settings.load(Optional.of(file("again.conf", run.out())), Map.of(), Map.of(), Map.of());

    assertThat(read.http().port()).isEqualTo(8080);
  }

  @Test
  void secrets_are_shown_nowhere() throws IOException {
    Path config =
        file(
            "site.conf",
            """
            basic.auth.user.info = "ada:topsecret"
            schema.registry.url = "http://ada:topsecret@registry:8081"
            kafka.client { sasl.jaas.config = "… password=\\"topsecret\\";", "ssl.key.password" = topsecret }
            serde.config.bearer.auth.token = topsecret
            http.keys.read = ["shop=2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"]
            """);

    for (Run run :
        List.of(
            Run.of("config", "--config", config.toString()),
            Run.of("config", "--config", config.toString(), "--json"))) {
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(run.out())
          .doesNotContain("topsecret")
          .doesNotContain("2bb80d53")
          .contains("shop=***", "http://***@registry:8081", "kafka.client.ssl.key.password");
    }
  }

  @Test
  void json_has_value_and_origin_by_setting() throws IOException {
    JsonNode all = new ObjectMapper().readTree(Run.of("config", "--json", "--port", "1").out());

    assertThat(all.path("http.port").path("value").asInt()).isEqualTo(1);
    assertThat(all.path("http.port").path("from").asText())
        .isEqualTo("options of the command line");
    assertThat(all.path("http.open").path("value").isBoolean()).isTrue();
    assertThat(all.path("http.open").path("from").asText()).isEqualTo("default");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
