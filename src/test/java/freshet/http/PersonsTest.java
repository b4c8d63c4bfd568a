package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.Erasure;
import freshet.event.ErasureId;
import freshet.event.UnavailableException;
import freshet.http.Caller.Answer;
import freshet.query.StateAnswer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonsTest {
  private final FakeBackend backend = new FakeBackend();
  private FreshetServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server = FreshetServer.start(ServerSettings.at("127.0.0.1", 0), backend.ports());
    caller = new Caller(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void an_erasure_is_accepted_under_an_id_of_its_own_that_can_be_asked_for() {
    Answer first = caller.delete("/v1/users/a%2Fb");
    Answer second = caller.delete("/v1/users/a%2Fb");

    assertThat(first.status()).isEqualTo(202);
    String id = first.json().path("erasure").asText();
    assertThat(first.response().body())
        .isEqualTo("{\"erasure\":\"%s\",\"state\":\"accepted\"}".formatted(id));
    assertThat(first.header("Location")).isEqualTo("/v1/erasures/" + id);
    assertThat(second.json().path("erasure").asText()).isNotEmpty().isNotEqualTo(id);
    assertThat(backend.persons).containsExactly("erase a/b", "erase a/b");
  }

  @Test
  void an_erasure_that_the_log_does_not_take_is_unavailable() {
    backend.personLog =
        () -> CompletableFuture.failedFuture(new UnavailableException("no", new Exception()));

    Answer answer = caller.delete("/v1/users/ann");

    assertThat(answer.problem(503).path("detail").asText()).contains("send it again");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void the_proof_tells_when_it_was_accepted_and_done_and_what_went() {
    Instant accepted = Instant.parse("2026-03-01T12:00:00Z");
    backend.erasures =
        id ->
            new StateAnswer.Found<>(
                new Erasure(id, accepted, Optional.of(accepted.plusMillis(90)), 57, 2));

    assertThat(caller.get("/v1/erasures/e1").response().body())
        .isEqualTo(
            "{\"erasure\":\"e1\",\"state\":\"done\",\"accepted\":\"2026-03-01T12:00:00Z\","
                + "\"done\":\"2026-03-01T12:00:00.090Z\",\"interactions\":57,\"merged\":2}");
  }

  @Test
  void an_erasure_that_is_to_come_has_no_figures() {
    backend.erasures =
        id -> new StateAnswer.Found<>(Erasure.accepted(new ErasureId("e1"), FakeBackend.NOW));

    assertThat(caller.get("/v1/erasures/e1").response().body())
        .isEqualTo(
            "{\"erasure\":\"e1\",\"state\":\"accepted\",\"accepted\":\"2026-03-01T12:00:00Z\"}");
  }

  @Test
  void an_erasure_nobody_knows_is_not_found_and_one_that_cannot_be_read_is_unavailable() {
    assertThat(caller.get("/v1/erasures/e%0A1").problem(400).path("field").asText())
        .isEqualTo("erasure");
    assertThat(caller.get("/v1/erasures/e1").problem(404).path("detail").asText())
        .startsWith("no erasure \"e1\" is known; give the id");
    backend.erasures = id -> new StateAnswer.Restoring<>("host 10.0.0.7 restores");
    assertThat(caller.get("/v1/erasures/e1").problem(503).toString()).doesNotContain("10.0.0.7");
  }

  @Test
  void a_merge_names_the_former_id_or_the_session() {
    Answer answer = caller.postJson("/v1/users/ann/merge", "{\"from\":\"anon-1\"}");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.response().body()).isEqualTo("{\"user\":\"ann\",\"from\":\"anon-1\"}");
    assertThat(caller.postJson("/v1/users/ann/merge", "{\"session\":\"s1\"}").status())
        .isEqualTo(202);

    assertThat(backend.persons)
        .containsExactly("merge anon-1 into ann", "merge session:s1 into ann");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                             | 400 | from is missing; give 1 to 256 characters
          {"from":7}                     | 400 | from is a number; put it in quotes
          {"from":"ann"}                 | 422 | from is the user itself; give the id that the user had before
          {"from":"a","session":"s"}     | 422 | session stands beside from; give one of them
          [{"from":"a"}]                 | 400 | the body is a list; send one object for each id
          nonsense                       | 400 | this is not JSON from line 1, column 1 on; correct it and send it again
          """)
  void a_merge_that_makes_no_sense_is_a_problem(String body, int status, String detail) {
    assertThat(caller.postJson("/v1/users/ann/merge", body).problem(status).path("detail").asText())
        .isEqualTo(detail);
    assertThat(backend.persons).isEmpty();
  }

  @Test
  void a_merge_that_the_log_does_not_take_is_unavailable() {
    backend.personLog =
        () -> CompletableFuture.failedFuture(new UnavailableException("no", new Exception()));
    caller.postJson("/v1/users/ann/merge", "{\"from\":\"anon-1\"}").problem(503);
  }
}
