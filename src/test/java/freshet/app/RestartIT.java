package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was learned outlives the process that learned it. */
@Timeout(120)
class RestartIT {
  private static final int USERS = 12;
  private static final int ITEMS = 30;
  private static final int EVENTS_OF_A_USER = 10;

  @TempDir private Path dataDirectory;

  @Test
  void a_restart_gives_the_same_slates_and_profiles_even_if_local_state_is_corrupt()
      throws IOException {
    Map<String, JsonNode> before;
    try (RunningFreshet freshet = RunningFreshet.start(dataDirectory)) {
      teach(freshet.http());
      StateTopics state = new StateTopics(freshet.topics()::table);
      await("everything is counted")
          .atMost(Duration.ofSeconds(30))
          .until(() -> state.countedEvents() == USERS * EVENTS_OF_A_USER);
      before = settled(freshet.http());
    }

    try (RunningFreshet freshet = RunningFreshet.start(dataDirectory)) {
      assertThat(settled(freshet.http())).isEqualTo(before);
    }

    assertThat(spoil(dataDirectory.resolve("state"))).isPositive();
    try (RunningFreshet freshet = RunningFreshet.start(dataDirectory)) {
      assertThat(settled(freshet.http())).as("restored from Kafka").isEqualTo(before);
    }
  }

  @Test
  void state_of_another_release_stops_the_topology_and_health_says_what_to_do() throws Exception {
    try (RunningFreshet freshet = RunningFreshet.start(dataDirectory)) {
      freshet.http().interact("a", "ada", "view", "first");
      byte[] ofAnotherRelease = {9, 1, 2, 3};
      try (KafkaProducer<String, byte[]> stream =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", freshet.bootstrapServers()),
              new StringSerializer(),
              new ByteArraySerializer())) {
        stream
            .send(new ProducerRecord<>("freshet-profile-users-changelog", "eve", ofAnotherRelease))
            .get(10, TimeUnit.SECONDS);
      }
    }
    try (Stream<Path> files = Files.walk(dataDirectory.resolve("state"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }

    try (RunningFreshet freshet = RunningFreshet.start(dataDirectory)) {
      freshet.http().interact("b", "eve", "view", "first");
      await("it stops")
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                HttpCaller.Answer ready = freshet.http().get("/health/ready");
                assertThat(ready.status()).isEqualTo(503);
                assertThat(ready.body().at("/parts/topology").asText())
                    .startsWith(
                        "a stored profile has layout version 9, this release reads version ")
                    .endsWith(
                        "; run the release that wrote it, or raise streams.generation and run freshet rebuild, which builds the state anew from the log");
              });
      assertThat(freshet.http().items("somebody", 1)).as("what there is answers").hasSize(1);
    }
  }

  /** Writes nonsense over every table of every store; how many there were. */
  private static int spoil(Path state) throws IOException {
    try (Stream<Path> files = Files.walk(state)) {
      List<Path> tables = files.filter(file -> file.toString().endsWith(".sst")).toList();
      for (Path table : tables) {
        byte[] nonsense = new byte[(int) Files.size(table)];
        new Random(1).nextBytes(nonsense);
        Files.write(table, nonsense);
      }
      return tables.size();
    }
  }

  private static void teach(HttpCaller http) throws IOException {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(
          """
          {"item":"item-%d","type":"post","tags":["t%d"],"created":"2020-01-01T00:00:00Z"}"""
              .formatted(i, i % 4));
    }
    assertThat(http.postLines("/v1/items", items).status()).isEqualTo(202);
    List<String> events = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      for (int i = 0; i < EVENTS_OF_A_USER; i++) {
        events.add(
            """
            {"eventId":"%d-%d","user":"user-%d","item":"item-%d","type":"view","time":%d}"""
                .formatted(user, i, user, (user * 7 + i * 3) % ITEMS, 1_750_000_000_000L + i));
      }
    }
    assertThat(http.postLines("/v1/interactions", events).status()).isEqualTo(202);
  }

  /** The answers once nothing moves any more: lists are published a moment after they change. */
  private static Map<String, JsonNode> settled(HttpCaller http) throws IOException {
    AtomicReference<Map<String, JsonNode>> last = new AtomicReference<>(answers(http));
    await("nothing moves any more")
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(1_500))
        .until(
            () -> {
              Map<String, JsonNode> now = answers(http);
              return now.equals(last.getAndSet(now));
            });
    return last.get();
  }

  private static Map<String, JsonNode> answers(HttpCaller http) throws IOException {
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    for (int user = 0; user < USERS; user++) {
      for (String what : new String[] {"recommendations?k=20&explain=true", "profile"}) {
        String path = "/v1/users/user-%d/%s".formatted(user, what);
        answers.put(path, withoutId(http.get(path).body()));
      }
    }
    for (int item = 0; item < ITEMS; item++) {
      String path = "/v1/items/item-%d/similar".formatted(item);
      answers.put(path, withoutId(http.get(path).body()));
    }
    return answers;
  }

  /** Each slate has an id of its own. */
  private static JsonNode withoutId(JsonNode answer) {
    ((ObjectNode) answer).remove("slateId");
    return answer;
  }
}
