package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.broker.BrokerSettings;
import freshet.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two instances share the work of one Kafka, and either answers for everybody. */
@Timeout(180)
class TwoInstancesIT {
  private static final int USERS = 20;
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void both_answer_for_every_user_and_serve_rows_that_the_other_owns() throws IOException {
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(BrokerSettings.in(directory.resolve("kafka")).withPort(0));
        RunningFreshet first = start("one", broker, Map.of());
        RunningFreshet second =
            start(
                "two",
                broker,
                // The first one's registry, and only it may be written to.
                Map.of(
                    "schema.registry.url", first.registryUrl(), "auto.register.schemas", true))) {
      for (int i = 0; i < USERS; i++) {
        HttpCaller either = i % 2 == 0 ? first.http() : second.http();
        either.interact("a" + i, "user-" + i, "view", "start-" + i % 5);
        either.interact("b" + i, "user-" + i, "view", "end-" + i % 5);
      }

      await("each instance has some of the profiles, and between them they have all")
          .atMost(SOON)
          .untilAsserted(
              () -> {
                List<Integer> atHome = new ArrayList<>();
                for (RunningFreshet one : List.of(first, second)) {
                  atHome.add(profilesAtHome(one));
                }
                assertThat(atHome).allMatch(count -> count > 0);
                assertThat(atHome.get(0) + atHome.get(1)).isEqualTo(USERS);
              });

      await("everything is counted once, wherever it was sent to")
          .atMost(SOON)
          .until(() -> new StateTopics(first.topics()::table).countedEvents() == 2 * USERS);

      for (RunningFreshet one : List.of(first, second)) {
        for (int i = 0; i < USERS; i++) {
          HttpCaller.Answer answer =
              one.http().get("/v1/users/user-%d/recommendations?k=5".formatted(i));
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.body().path("items")).hasSize(5);
        }
        for (int i = 0; i < 5; i++) {
          String item = "start-" + i;
          String successor = "end-" + i;
          await(item + " is followed on " + one.url())
              .atMost(SOON)
              .untilAsserted(
                  () ->
                      assertThat(
                              HttpCaller.ids(
                                  one.http().get("/v1/items/%s/similar".formatted(item)).body()))
                          .startsWith(successor));
        }
      }
    }
  }

  private static int profilesAtHome(RunningFreshet one) throws IOException {
    int count = 0;
    for (int i = 0; i < USERS; i++) {
      JsonNode slate = one.http().slate("user-" + i, 5);
      if (!slate.path("degraded").asBoolean()
          && one.http().get("/v1/users/user-%d/profile".formatted(i)).body().path("history").size()
              == 2) {
        count++;
      }
    }
    return count;
  }

  private RunningFreshet start(String name, EmbeddedBroker broker, Map<String, Object> registry) {
    Map<String, Object> settings = new HashMap<>(registry);
    settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
    settings.put("streams.instance-id", name);
    return RunningFreshet.start(directory.resolve(name), settings);
  }
}
