package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.stream.TopicSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Topics on a Kafka that is not this process's: made, compared, and refused where they are wrong.
 */
@Timeout(120)
class TopicsIT {
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);

  @TempDir private Path directory;

  @Test
  void topics_are_made_and_compared_and_nothing_runs_on_those_that_are_wrong() throws Exception {
    try (FreshetProcess broker =
        FreshetProcess.start(directory, "broker", "--data-dir=" + directory.resolve("broker"))) {
      broker.awaitBroker();
      String config = config(broker);

      Run before = Run.of("topics", "check", "--config", config);
      assertThat(before.exit()).isEqualTo(1);
      assertThat(before.out()).contains("interactions ", "missing", "run freshet topics create");

      Run made = Run.of("topics", "create", "--config", config);
      assertThat(made.exit()).as(made.err()).isZero();
      assertThat(made.out()).contains("made interactions, partitions: 4", "made models, ");
      assertThat(Run.of("topics", "create", "--config", config).out())
          .startsWith("All topics were there.");
      isWell(config);

      Settings settings = RunningFreshet.settings(directory.resolve("one"), fromBroker(broker));
      try (RunningFreshet freshet =
          RunningFreshet.start(directory.resolve("one"), fromBroker(broker))) {
        assertThat(freshet.bootstrapServers()).isEqualTo(broker.bootstrapServers());
      }
      isWell(config);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        knowsAllThatTheStreamHasMade(admin, settings);
        assertThat(broker.err()).isEmpty();
        breakTopics(admin);
      }

      Run after = Run.of("topics", "check", "--config", config, "--json");
      assertThat(after.exit()).isEqualTo(1);
      JsonNode told = new ObjectMapper().readTree(after.out());
      assertThat(told.path("well").asBoolean()).isFalse();
      assertThat(told.path("findings").findValuesAsText("topic"))
          .containsExactly("interactions", "slates", "items", "freshet-profile-users-changelog");

      Run refused = Run.of("serve", "--config", config);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err())
          .contains("freshet: 3 things are wrong with the topics:")
          .contains("topic interactions has cleanup.policy=compact and should have delete; ")
          .contains("topic items has 6 partitions and should have 4; set kafka.partitions to 6")
          .contains("topic freshet-profile-users-changelog has 5 partitions and should have 4; ");

      assertThat(broker.terminate()).isLessThan(STOPS_WITHIN);
    }
  }

  @Test
  void without_brokers_it_is_one_sentence_how_to_name_them() {
    Run run = Run.of("topics", "check");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToNormalizingNewlines(
            "freshet: kafka.bootstrap.servers is empty, and freshet serve makes and checks the topics of its embedded broker itself; name your brokers, or one that runs with --set kafka.bootstrap.servers=127.0.0.1:9092\n");
  }

  @Test
  void brokers_that_do_not_answer_are_one_sentence() {
    Run run =
        Run.of(
            "topics",
            "check",
            "--set=kafka.bootstrap.servers=127.0.0.1:1",
            "--set=kafka.start-limit=1s");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).startsWith("freshet: Kafka did not answer within 1 s; check ");
    assertThat(run.err().lines()).hasSize(1);
  }

  private static void isWell(String config) {
    Run run = Run.of("topics", "check", "--config", config);
    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).matches("All \\d+ topics are as they should be\\.\\R");
  }

  /** A changelog that nobody compares could have any number of partitions. */
  private static void knowsAllThatTheStreamHasMade(Admin admin, Settings settings)
      throws Exception {
    Set<String> made = new TreeSet<>(admin.listTopics().names().get(10, TimeUnit.SECONDS));
    made.removeIf(name -> !name.startsWith("freshet-"));
    assertThat(made).hasSizeGreaterThan(5);
    assertThat(Topics.allSpecs(settings).stream().map(TopicSpec::name)).containsAll(made);
  }

  private static void breakTopics(Admin admin) throws Exception {
    admin
        .createPartitions(
            Map.of(
                "items", NewPartitions.increaseTo(6),
                "freshet-profile-users-changelog", NewPartitions.increaseTo(5)))
        .all()
        .get(10, TimeUnit.SECONDS);
    admin
        .incrementalAlterConfigs(
            Map.of(
                topic("interactions"), List.of(set("cleanup.policy", "compact")),
                topic("slates"), List.of(set("retention.ms", "1000"))))
        .all()
        .get(10, TimeUnit.SECONDS);
  }

  private static ConfigResource topic(String name) {
    return new ConfigResource(ConfigResource.Type.TOPIC, name);
  }

  private static AlterConfigOp set(String key, String value) {
    return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
  }

  private static Map<String, Object> fromBroker(FreshetProcess broker) {
    return Map.of(
        "kafka.bootstrap.servers", broker.bootstrapServers(),
        "schema.registry.url", broker.registryUrl(),
        "auto.register.schemas", true);
  }

  private String config(FreshetProcess broker) throws Exception {
    StringBuilder text =
        new StringBuilder("http.port = 0\ndata-dir = \"%s\"\n".formatted(directory.resolve("two")));
    fromBroker(broker)
        .forEach((setting, value) -> text.append("%s = \"%s\"\n".formatted(setting, value)));
    return Files.writeString(directory.resolve("site.conf"), text).toString();
  }
}
