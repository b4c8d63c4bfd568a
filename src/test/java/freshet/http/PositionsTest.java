package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.event.LogPosition;
import freshet.event.UserId;
import freshet.recommend.Ranking;
import freshet.recommend.Slate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that ask for what was sent before them. */
class PositionsTest {
  private final FakeBackend backend = new FakeBackend();
  private final AtomicReference<Collection<LogPosition>> asked = new AtomicReference<>();
  private FreshetServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    backend.slates =
        request -> new Slate(List.of(FakeBackend.popular("b", 0.5)), false, Optional.of("short"));
    server = FreshetServer.start(ServerSettings.at("127.0.0.1", 0), backend.ports());
    caller = new Caller(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void reached(CompletableFuture<Boolean> reached) {
    backend.positionsReached =
        positions -> {
          asked.set(positions);
          return reached;
        };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/users/ann/recommendations",
        "/v1/sessions/s1/recommendations",
        "/v1/feed",
        "/v1/users/ann/profile"
      })
  void an_answer_waits_until_the_position_is_reached(String path) throws Exception {
    CompletableFuture<Boolean> reached = new CompletableFuture<>();
    CountDownLatch waits = new CountDownLatch(1);
    backend.positionsReached =
        positions -> {
          asked.set(positions);
          waits.countDown();
          return reached;
        };
    CompletableFuture<Caller.Answer> answer =
        CompletableFuture.supplyAsync(() -> caller.get(path + "?after=0-17_3-4"));
    assertThat(waits.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(answer).isNotDone();

    reached.complete(true);

    assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
    assertThat(answer.get().json().path("degraded").asBoolean(false)).isFalse();
    assertThat(asked.get()).containsExactly(new LogPosition(0, 17), new LogPosition(3, 4));
  }

  @Test
  void an_answer_that_waited_too_long_says_so() {
    reached(CompletableFuture.completedFuture(false));

    JsonNode slate = caller.get("/v1/users/ann/recommendations?k=1&after=0-17").json();
    assertThat(slate.path("items")).hasSize(1);
    assertThat(slate.path("degraded").asBoolean()).isTrue();
    assertThat(slate.path("note").asText())
        .isEqualTo(
            "short; what was sent just before is not in this answer yet; ask again in a moment");

    JsonNode profile = caller.get("/v1/users/ann/profile?after=0-17").json();
    assertThat(profile.path("degraded").asBoolean()).isTrue();
    assertThat(profile.path("note").asText()).startsWith("what was sent just before");
  }

  @Test
  void a_ranking_waits_too_and_says_so_when_it_waited_too_long() {
    backend.ranking =
        new Ranking(
            new Slate(List.of(FakeBackend.popular("b", 0.5)), false, Optional.empty()),
            1,
            List.of());
    reached(CompletableFuture.completedFuture(false));

    JsonNode late =
        caller.postJson("/v1/users/ann/ranking?after=0-17", "{\"items\":[\"b\"]}").json();

    assertThat(asked.get()).containsExactly(new LogPosition(0, 17));
    assertThat(late.path("degraded").asBoolean()).isTrue();
    assertThat(late.path("note").asText()).contains("what was sent just before");
  }

  @Test
  void who_does_not_ask_does_not_wait() {
    reached(new CompletableFuture<>());

    assertThat(caller.get("/v1/users/ann/recommendations").status()).isEqualTo(200);
    assertThat(caller.get("/v1/users/ann/recommendations?after=").status()).isEqualTo(200);
    assertThat(asked.get()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0", "0-", "0-1_", "-1-2", "0-1.5", "0-9999999999999999999"})
  void a_position_that_no_answer_gave_is_a_problem(String position) {
    JsonNode problem = caller.get("/v1/users/ann/recommendations?after=" + position).problem(400);
    assertThat(problem.path("field").asText()).isEqualTo("after");
    assertThat(problem.path("cure").asText())
        .isEqualTo("give the position that POST /v1/interactions answered");
  }

  @Test
  void what_else_is_wrong_with_a_request_is_told_after_the_wait_too() {
    caller.get("/v1/users/ann/recommendations?k=0&after=0-17").problem(400);
    caller.get("/v1/users/ann/recommendations?kk=1&after=0-17").problem(400);
    caller.get("/v1/users/ann/recommendations?after=0-17&after=0-18").problem(400);
  }

  @Test
  void a_session_is_asked_for_like_a_user() {
    caller.get("/v1/sessions/s1/recommendations?k=3");

    assertThat(backend.requests.get(0).user()).contains(new UserId("session:s1"));
    assertThat(backend.requests.get(0).k()).isEqualTo(3);
  }
}
