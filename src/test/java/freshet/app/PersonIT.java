package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.event.Interaction;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.model.reading.Intake;
import freshet.replay.Refusals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A visitor who logs in, reads what was just written, and is erased, with everything running. */
@Timeout(120)
class PersonIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path directory;

  private static int partition(String user, int partitions) {
    return Utils.toPositive(Utils.murmur2(user.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  private static String post(HttpCaller http, String who, String id, String type, String item)
      throws IOException {
    HttpCaller.Answer answer =
        http.post(
            "/v1/interactions",
            "{%s,\"eventId\":\"%s\",\"type\":\"%s\",\"item\":\"%s\"}"
                .formatted(who, id, type, item));
    assertThat(answer.status()).isEqualTo(202);
    return answer.body().path("position").asText();
  }

  private static JsonNode profile(HttpCaller http, String user, String after) throws IOException {
    return http.get("/v1/users/%s/profile?after=%s".formatted(user, after)).body();
  }

  @Test
  void a_visitor_logs_in_reads_what_was_written_and_is_erased_for_good() throws IOException {
    Map<String, Object> settings = Map.of("kafka.partitions", 2, "http.after-timeout", "20s");
    String session = "s-1";
    int ofSession = partition("session:" + session, 2);
    String user = partition("ann", 2) != ofSession ? "ann" : "bea";
    for (int i = 0; partition(user, 2) == ofSession; i++) {
      user = "user-" + i;
    }
    String position;
    String erasure;
    try (RunningFreshet freshet = RunningFreshet.start(directory, settings)) {
      HttpCaller http = freshet.http();
      // Somebody else, so that there is something to say.
      post(http, "\"user\":\"bob\"", "1", "view", "a");
      post(http, "\"user\":\"bob\"", "2", "view", "b");
      position = post(http, "\"session\":\"" + session + "\"", "1", "like", "a");
      assertThat(profile(http, "session:" + session, position).path("history")).hasSize(1);
      String slate = "/v1/sessions/%s/recommendations?after=%s".formatted(session, position);
      await("what others did follows a commit later, what the session did is there at once")
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(HttpCaller.ids(http.get(slate).body())).containsExactly("b"));
      position = post(http, "\"user\":\"" + user + "\"", "2", "view", "c");
      JsonNode own = profile(http, user, position);
      assertThat(own.path("history").findValuesAsText("item")).containsExactly("c");
      assertThat(own.has("degraded")).isFalse();

      String merge = "/v1/users/%s/merge".formatted(user);
      String body = "{\"session\":\"%s\"}".formatted(session);
      assertThat(http.post(merge, body).status()).isEqualTo(202);
      assertThat(http.post(merge, body).status()).isEqualTo(202);
      String profile = "/v1/users/%s/profile".formatted(user);
      await("the session is the user's, in another partition")
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(http.get(profile).body().path("history").findValuesAsText("item"))
                      .containsExactly("c", "a"));
      assertThat(http.get(profile).body().path("merged").get(0).asText())
          .isEqualTo("session:" + session);
      JsonNode left = http.get("/v1/users/session:%s/profile".formatted(session)).body();
      assertThat(left.path("history")).isEmpty();
      assertThat(left.path("movedTo").path("user").asText()).isEqualTo(user);
      await("everything is counted once")
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(new StateTopics(freshet.topics()::table).events())
                      .isEqualTo(Map.of("a", 2L, "b", 1L, "c", 1L)));

      erasure = http.delete("/v1/users/" + user).body().path("erasure").asText();
      assertThat(http.get("/v1/erasures/" + erasure).status()).isEqualTo(200);
      awaitDone(http, erasure);
      JsonNode proof = http.get("/v1/erasures/" + erasure).body();
      assertThat(proof.path("interactions").asInt()).isEqualTo(2);
      assertThat(proof.path("merged").asInt()).isEqualTo(1);
      assertThat(http.get(profile).body().path("interactions").asInt()).isZero();
      position = post(http, "\"user\":\"" + user + "\"", "9", "view", "d");
      assertThat(profile(http, user, position).path("history").findValuesAsText("item"))
          .containsExactly("d");
      assertThat(trained(freshet)).containsOnly(Map.entry("bob", List.of("a", "b")));
    }
    try (RunningFreshet freshet = RunningFreshet.start(directory, settings)) {
      // Nothing has been processed since the start, and what was committed before counts.
      assertThat(profile(freshet.http(), user, position).path("history").findValuesAsText("item"))
          .containsExactly("d");
      assertThat(profile(freshet.http(), user, position).has("degraded")).isFalse();
      awaitDone(freshet.http(), erasure);
    }
  }

  private static void awaitDone(HttpCaller http, String erasure) {
    await("the erasure is proved")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(http.get("/v1/erasures/" + erasure).body().path("state").asText())
                    .isEqualTo("done"));
  }

  /** What a training reads, by user: what is forgotten left out. */
  private Map<String, List<String>> trained(RunningFreshet freshet) {
    List<Interaction> read = new ArrayList<>();
    Map<UserId, Instant> forgotten = new HashMap<>();
    Intake intake =
        new Intake() {
          @Override
          public void add(Interaction interaction) {
            read.add(interaction);
          }

          @Override
          public void describe(Item item) {
            throw new AssertionError(item);
          }

          @Override
          public void withdraw(ItemId item) {
            throw new AssertionError(item);
          }

          @Override
          public void forget(UserId user, Instant until) {
            forgotten.put(user, until);
          }

          @Override
          public long size() {
            return read.size();
          }
        };
    Refusals refused = new Refusals();
    new KafkaSource(
            RunningFreshet.settings(
                directory,
                Map.of(
                    "kafka.bootstrap.servers", freshet.bootstrapServers(),
                    "schema.registry.url", freshet.registryUrl())),
            refused)
        .readInto(intake, () -> false, count -> {});
    assertThat(refused.count()).isZero();
    Map<String, List<String>> byUser = new HashMap<>();
    for (Interaction one : read) {
      Instant until = forgotten.getOrDefault(one.user(), Instant.MIN);
      if (one.time().isAfter(until)) {
        byUser
            .computeIfAbsent(one.user().value(), user -> new ArrayList<>())
            .add(one.item().value());
      }
    }
    return byUser;
  }
}
