package freshet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.http.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be said of the image without building it. */
class DockerfileTest {
  private static final String PORT = Integer.toString(ServerSettings.DEFAULT_PORT);

  private Dockerfile dockerfile;

  @BeforeEach
  void read() throws IOException {
    dockerfile = Dockerfile.read();
  }

  @Test
  void it_starts_from_fixed_versions() {
    assertThat(dockerfile.bases())
        .hasSize(2)
        .allMatch(image -> image.matches(DeploymentFiles.FIXED_VERSION));
  }

  @Test
  void what_it_copies_is_there() {
    List<String> copied =
        Stream.concat(dockerfile.build().stream(), dockerfile.image().stream())
            .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
            .map(line -> line.split(" ", -1)[1])
            .toList();

    assertThat(copied)
        .contains("pom.xml", "src/main", "schemas", "freshet")
        .allMatch(source -> Files.exists(Path.of(source)));
  }

  @Test
  void code_is_copied_after_what_changes_more_rarely() {
    assertThat(dockerfile.build().stream().filter(line -> line.startsWith("COPY ")))
        .last()
        .isEqualTo("COPY src/main src/main");
    assertThat(dockerfile.image().stream().filter(line -> line.startsWith("COPY ")))
        .last()
        .isEqualTo("COPY --from=build /src/target/freshet.jar ./");
  }

  @Test
  void whoever_runs_in_it_is_a_number_and_not_root() {
    assertThat(dockerfile.only("USER")).matches("[1-9]\\d*:[1-9]\\d*");
  }

  @Test
  void its_port_is_that_of_the_reference_and_health_is_asked_there() {
    assertThat(dockerfile.only("EXPOSE")).isEqualTo(PORT);
    String check = dockerfile.only("HEALTHCHECK");
    assertThat(check).contains("/dev/tcp/127.0.0.1/" + PORT + " ");
    assertThat(DeploymentFiles.healthPaths()).anyMatch(path -> check.contains("GET " + path + " "));
  }

  @Test
  void data_is_kept_where_a_volume_is_and_settings_exist() {
    Map<String, String> environment = dockerfile.environment();

    assertThat(environment).containsEntry("FRESHET_DATA_DIR", dockerfile.only("VOLUME"));
    assertThat(DeploymentFiles.unknown(environment)).isEmpty();
  }

  @Test
  void the_native_library_is_read_where_it_was_unpacked() {
    String folder = dockerfile.environment().get("ENGINE_CACHE_DIR");

    assertThat(dockerfile.build()).contains("ENV ENGINE_CACHE_DIR=" + folder);
    assertThat(dockerfile.image()).contains("COPY --from=build %s %s".formatted(folder, folder));
  }
}
