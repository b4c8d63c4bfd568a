package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.broker.BrokerSettings;
import freshet.broker.EmbeddedBroker;
import freshet.query.PeerAnswer;
import freshet.query.Peers;
import freshet.query.peer.HttpPeers;
import freshet.query.peer.PeerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.state.HostInfo;
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
  void both_answer_for_every_user_and_the_one_that_is_left_goes_on_alone() throws IOException {
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(BrokerSettings.in(directory.resolve("kafka")).withPort(0));
        RunningFreshet first = start("one", broker, Map.of())) {
      try (RunningFreshet second =
          start(
              "two",
              broker,
              // The first one's registry, and only it may be written to.
              Map.of("schema.registry.url", first.registryUrl(), "auto.register.schemas", true))) {
        assertBothAnswer(first, second);
      }
      // It keeps its place in the group for a while, as one does that is started again.
      for (int i = 0; i < USERS; i++) {
        HttpCaller.Answer answer = first.http().get("/v1/users/user-%d/profile".formatted(i));
        assertThat(answer.status()).as("a standby answers: %s", answer).isEqualTo(200);
        assertThat(answer.body().path("history")).hasSize(2);
      }
      await("the one that is left takes over what the other kept")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(completeAnswers(first)).isEqualTo(USERS));
    }
  }

  private static void assertBothAnswer(RunningFreshet first, RunningFreshet second)
      throws IOException {
    for (int i = 0; i < USERS; i++) {
      HttpCaller either = i % 2 == 0 ? first.http() : second.http();
      either.interact("a" + i, "user-" + i, "view", "start-" + i % 5);
      either.interact("b" + i, "user-" + i, "view", "end-" + i % 5);
    }
    await("each instance keeps some of the profiles, and between them they keep all")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              int one = profilesAtHome(first);
              int other = profilesAtHome(second);
              assertThat(List.of(one, other)).allMatch(count -> count > 0);
              assertThat(one + other).isEqualTo(USERS);
            });
    await("everything is counted once, wherever it was sent to")
        .atMost(SOON)
        .until(() -> new StateTopics(first.topics()::table).countedEvents() == 2 * USERS);
    await("either knows what every user did, wherever it is kept")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(completeAnswers(first) + completeAnswers(second)).isEqualTo(2 * USERS));
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

  /** How many profiles an instance keeps itself. */
  private static int profilesAtHome(RunningFreshet one) {
    URI url = URI.create(one.url());
    Peers peers =
        new HttpPeers(new PeerSettings(Optional.empty(), Duration.ofSeconds(5)), "http", "freshet");
    int count = 0;
    for (int i = 0; i < USERS; i++) {
      byte[] key = ("user-" + i).getBytes(StandardCharsets.UTF_8);
      PeerAnswer answer =
          peers.ask(new HostInfo(url.getHost(), url.getPort()), "profile-users", key, false);
      count += answer instanceof PeerAnswer.Value ? 1 : 0;
    }
    return count;
  }

  /** How many users an instance knows all about. */
  private static int completeAnswers(RunningFreshet one) throws IOException {
    int count = 0;
    for (int i = 0; i < USERS; i++) {
      JsonNode slate = one.http().slate("user-" + i, 5);
      JsonNode profile = one.http().get("/v1/users/user-%d/profile".formatted(i)).body();
      if (!slate.path("degraded").asBoolean()
          && !profile.path("degraded").asBoolean()
          && profile.path("history").size() == 2) {
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
