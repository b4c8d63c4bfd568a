package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.ItemId;
import freshet.http.Caller.Answer;
import freshet.recommend.Slate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecommendationsBatchTest {
  private static final String PATH = "/v1/recommendations/batch";
  private static final String NDJSON = "application/x-ndjson";

  private final FakeBackend backend = new FakeBackend();
  private FreshetServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    backend.slates =
        request ->
            new Slate(
                List.of(FakeBackend.popular("for-" + request.user().orElseThrow(), 1)),
                false,
                Optional.empty());
    server = FreshetServer.start(ServerSettings.at("127.0.0.1", 0), backend.ports());
    caller = new Caller(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static List<String> lines(Answer answer) {
    return answer.response().body().lines().toList();
  }

  @Test
  void each_line_is_answered_by_a_line_in_their_order() {
    Answer answer =
        caller.post(
            PATH,
            NDJSON,
            """
            {"user":"ann","k":3,"type":"game","exclude":["a","b"]}
            {"session":"s-1"}
            {"user":"bob"}
            """);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo(NDJSON);
    assertThat(lines(answer).stream().map(line -> line.replaceFirst("\"slateId\":\"[^\"]+\",", "")))
        .containsExactly(
            "{\"user\":\"ann\",\"items\":[{\"item\":\"for-ann\",\"score\":1.0,\"layer\":\"popularity\",\"reason\":\"popular\"}],\"degraded\":false}",
            "{\"user\":\"session:s-1\",\"items\":[{\"item\":\"for-session:s-1\",\"score\":1.0,\"layer\":\"popularity\",\"reason\":\"popular\"}],\"degraded\":false}",
            "{\"user\":\"bob\",\"items\":[{\"item\":\"for-bob\",\"score\":1.0,\"layer\":\"popularity\",\"reason\":\"popular\"}],\"degraded\":false}");
    assertThat(backend.requests.get(0).k()).isEqualTo(3);
    assertThat(backend.requests.get(0).exclude())
        .containsExactlyInAnyOrder(new ItemId("a"), new ItemId("b"));
    assertThat(backend.requests.get(2).k()).isEqualTo(10);
  }

  @Test
  void a_bad_line_is_told_in_its_place_and_stops_no_other() {
    Answer answer =
        caller.post(
            PATH,
            NDJSON,
            """
            {"k":3}
            {"user":"ann","k":0}
            nonsense
            {"user":"ann","kk":1}
            {"user":"ann","session":"s"}
            {"user":"bob"}
            """);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(lines(answer).subList(0, 5))
        .containsExactly(
            "{\"index\":0,\"status\":400,\"field\":\"user\",\"reason\":\"user is missing; give 1 to 256 characters\"}",
            "{\"index\":1,\"status\":422,\"field\":\"k\",\"reason\":\"k is 0.0; give a whole number from 1 to 200\"}",
            "{\"index\":2,\"status\":400,\"reason\":\"this is not JSON from line 1, column 1 on; correct the line\"}",
            "{\"index\":3,\"status\":400,\"field\":\"kk\",\"reason\":\"kk is not known here; use user, session, k, type or exclude\"}",
            "{\"index\":4,\"status\":400,\"field\":\"session\",\"reason\":\"session stands beside user; give one of them\"}");
    assertThat(lines(answer).get(5)).startsWith("{\"user\":\"bob\"");
  }

  @Test
  void thousands_of_users_are_answered() {
    String body =
        IntStream.range(0, 5_000)
            .mapToObj("{\"user\":\"u%d\"}"::formatted)
            .collect(Collectors.joining("\n"));

    List<String> lines = lines(caller.post(PATH, NDJSON, body));

    assertThat(lines).hasSize(5_000);
    assertThat(lines.get(4_999)).startsWith("{\"user\":\"u4999\"");
  }

  @Test
  void a_third_batch_is_turned_away_and_the_place_is_given_back() throws Exception {
    CountDownLatch arrived = new CountDownLatch(2);
    CompletableFuture<Slate> slate = new CompletableFuture<>();
    backend.slates =
        request -> {
          arrived.countDown();
          return slate.join();
        };
    List<CompletableFuture<Answer>> running =
        IntStream.range(0, 2)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> caller.post(PATH, NDJSON, "{\"user\":\"u\"}")))
            .toList();
    assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

    Answer third = caller.post(PATH, NDJSON, "{\"user\":\"u\"}");
    assertThat(third.problem(503).path("detail").asText()).startsWith("2 batches are being");
    assertThat(third.header("Retry-After")).isEqualTo("1");

    slate.complete(new Slate(List.of(), false, Optional.of("nothing")));
    for (CompletableFuture<Answer> one : running) {
      assertThat(one.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
    assertThat(caller.post(PATH, NDJSON, "{\"user\":\"u\"}").status()).isEqualTo(200);
  }
}
