package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another generation of the state is built beside the one that serves, and takes its place. */
@Timeout(180)
class RebuildIT {
  private static final int USERS = 20;
  private static final Duration SOON = Duration.ofSeconds(60);

  /** In the next generation, what comes before an item is no neighbour of it. */
  private static final Map<String, Object> NEXT =
      Map.of("streams.generation", 2, "cooccurrence.backward", 0, "streams.session-timeout", "6s");

  @TempDir private Path directory;

  @Test
  void a_changed_setting_is_rolled_out_beside_what_serves_and_the_old_state_is_removed()
      throws Exception {
    Path data = directory.resolve("data");
    try (RunningFreshet first =
        RunningFreshet.start(data, Map.of("streams.session-timeout", "6s"))) {
      for (int i = 0; i < USERS; i++) {
        first.http().interact("a" + i, "user-" + i, "view", "start");
        first.http().interact("b" + i, "user-" + i, "view", "end");
      }
      await("what comes before is a neighbour too")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(neighbours(first, "end")).containsExactly("start"));

      assertThatThrownBy(() -> RunningFreshet.start(directory.resolve("other"), joining(first)))
          .hasMessage(
              "generation 2 of the state has not been built; run freshet rebuild with these settings first, beside the generation that serves, or set streams.generation to that");
      Run early = rebuild(first, "--remove=1");
      assertThat(early.exit()).isEqualTo(1);
      assertThat(early.err()).contains("generation 2, which is to stay, has not been built");

      Run built = rebuild(first);

      assertThat(built.exit()).as(built.toString()).isZero();
      assertThat(built.out().lines()).first().isEqualTo("Generation 2 has caught up.");
      assertThat(built.out()).containsPattern("  freshet rebuild --config \\S+ --remove 1\\R");
      assertThat(neighbours(first, "end")).as("the old one serves").containsExactly("start");
      // What comes meanwhile is not lost.
      first.http().interact("c", "user-0", "view", "later");
      await("it is counted by the old one")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(history(first)).hasSize(3));

      Run refused = rebuild(first, "--remove=1");
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err())
          .contains("generation 1 is still run by freshet-1-")
          .contains("restart");
    }
    Map<String, Object> asAnother = new HashMap<>(NEXT);
    asAnother.put("streams.instance-id", "another");
    try (RunningFreshet second = RunningFreshet.start(data, asAnother)) {
      assertThat(neighbours(second, "start")).contains("end");
      assertThat(neighbours(second, "end")).doesNotContain("start");
      await("what the old one was told last is in the new one")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(history(second)).hasSize(3));

      await("nobody is taken for one that runs the old one any more")
          .atMost(SOON)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                Run removed = rebuild(second, "--remove=1");
                assertThat(removed.exit()).as(removed.toString()).isZero();
              });

      assertThat(data.resolve("state")).isDirectoryContaining("glob:**/g2-freshet");
      assertThat(data.resolve("state")).isDirectoryNotContaining("glob:**/state/freshet");
      assertThat(neighbours(second, "start")).contains("end");
      assertThat(rebuild(second, "--remove=1").err()).contains("there was nothing of generation 1");
    }
  }

  private static Map<String, Object> joining(RunningFreshet freshet) {
    Map<String, Object> settings = new HashMap<>(NEXT);
    settings.put("kafka.bootstrap.servers", freshet.bootstrapServers());
    settings.put("schema.registry.url", freshet.registryUrl());
    settings.put("auto.register.schemas", true);
    return settings;
  }

  private Run rebuild(RunningFreshet freshet, String... options) throws IOException {
    Path none = directory.resolve("empty.conf");
    if (!Files.exists(none)) {
      Files.createFile(none);
    }
    List<String> line =
        new ArrayList<>(
            List.of("rebuild", "--config=" + none, "--data-dir=" + directory.resolve("data")));
    joining(freshet).forEach((setting, value) -> line.add("--set=" + setting + "=" + value));
    line.addAll(List.of(options));
    return Run.of(line.toArray(String[]::new));
  }

  /** What others touched besides an item. */
  private static List<String> neighbours(RunningFreshet freshet, String item) throws IOException {
    List<String> neighbours = new ArrayList<>();
    for (JsonNode similar :
        freshet.http().get("/v1/items/%s/similar".formatted(item)).body().path("items")) {
      if (similar.path("layer").asText().equals("collaborative")) {
        neighbours.add(similar.path("item").asText());
      }
    }
    return neighbours;
  }

  private static JsonNode history(RunningFreshet freshet) throws IOException {
    return freshet.http().get("/v1/users/user-0/profile").body().path("history");
  }
}
