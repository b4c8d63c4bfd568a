package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.event.Interaction;
import freshet.event.LogPosition;
import freshet.event.UnavailableException;
import freshet.http.Caller.Answer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InteractionsTest {
  private static final String PATH = "/v1/interactions";
  private static final String NDJSON = "application/x-ndjson";
  private static final int MAX_BODY = 100_000;
  private static final int MAX_BATCH = 50;

  private final FakeBackend backend = new FakeBackend();
  private FreshetServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    start(Duration.ofSeconds(20), 8);
  }

  private void start(Duration appendTimeout, int maxWaiting) {
    server =
        FreshetServer.start(
            new ServerSettings("127.0.0.1", 0, MAX_BODY, MAX_BATCH, appendTimeout, maxWaiting),
            backend.ports());
    caller = new Caller(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String event(String fields) {
    return "{\"user\":\"ada\",\"item\":\"i1\",\"type\":\"view\"" + fields + "}";
  }

  @Test
  void one_interaction_is_taken_with_all_its_fields() {
    Answer answer =
        caller.postJson(
            PATH,
            event(
                ",\"eventId\":\"e1\",\"time\":\"2026-03-01T11:00:00Z\",\"session\":\"s\",\"seconds\":1.5,\"slate\":\"sl\",\"unknown\":{\"a\":[1]}"));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json().toString())
        .isEqualTo(
            "{\"accepted\":1,\"rejected\":0,\"results\":[{\"index\":0,\"eventId\":\"e1\",\"status\":\"accepted\"}],\"position\":\"0-0\"}");
    Interaction taken = backend.interactions.get(0);
    assertThat(taken.user().value()).isEqualTo("ada");
    assertThat(taken.item().value()).isEqualTo("i1");
    assertThat(taken.time()).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
    assertThat(taken.session()).contains("s");
    assertThat(taken.seconds()).hasValue(1.5);
    assertThat(taken.slate()).contains("sl");
  }

  @Test
  void a_visitor_without_a_user_is_known_by_the_session() {
    Answer answer =
        caller.postJson(PATH, "{\"session\":\"s-1\",\"item\":\"i1\",\"type\":\"view\"}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(backend.interactions.get(0).user().value()).isEqualTo("session:s-1");
    assertThat(backend.interactions.get(0).session()).contains("s-1");
  }

  @Test
  void a_session_that_is_too_long_to_stand_for_a_user_is_refused() {
    String body =
        "{\"session\":\"%s\",\"item\":\"i1\",\"type\":\"view\"}".formatted("s".repeat(249));

    assertThat(caller.postJson(PATH, body).problem(422).path("detail").asText())
        .isEqualTo("session has 249 characters; give at most 248 where there is no user");
  }

  @Test
  void the_position_names_the_last_place_in_each_partition() {
    AtomicInteger calls = new AtomicInteger();
    backend.log =
        interaction ->
            CompletableFuture.completedFuture(
                new LogPosition(calls.get() % 2 * 3, 10 - calls.getAndIncrement()));
    String line = event("");

    Answer answer = caller.post(PATH, NDJSON, String.join("\n", line, line, line));

    assertThat(answer.json().path("position").asText()).isEqualTo("0-10_3-9");
  }

  @Test
  void an_event_id_and_a_time_are_made_where_none_are_given() {
    Answer answer = caller.postJson(PATH, event(",\"time\":null"));

    Interaction taken = backend.interactions.get(0);
    assertThat(taken.time()).isEqualTo(FakeBackend.NOW);
    assertThat(answer.json().at("/results/0/eventId").asText()).isEqualTo(taken.id().value());
  }

  @Test
  void a_time_may_be_milliseconds_or_carry_an_offset() {
    caller.postJson(PATH, event(",\"time\":1000")).json();
    caller.postJson(PATH, event(",\"time\":\"2026-01-01T01:00:00+01:00\"")).json();

    assertThat(backend.interactions)
        .extracting(Interaction::time)
        .containsExactly(Instant.ofEpochMilli(1000), Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void a_list_is_taken_and_only_made_ids_are_answered() {
    Answer answer =
        caller.postJson(PATH, "[" + event(",\"eventId\":\"e1\"") + "," + event("") + "]");

    assertThat(answer.status()).isEqualTo(202);
    JsonNode json = answer.json();
    assertThat(json.path("accepted").asInt()).isEqualTo(2);
    assertThat(json.path("results")).hasSize(1);
    assertThat(json.at("/results/0/index").asInt()).isEqualTo(1);
  }

  @Test
  void an_empty_list_is_taken_as_it_is() {
    Answer answer = caller.postJson(PATH, "[]");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("accepted").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-ndjson", "application/ndjson; charset=UTF-8"})
  void lines_are_taken_and_blank_ones_passed_over(String type) {
    Answer answer = caller.post(PATH, type, event("") + "\r\n\n  \n" + event(",\"eventId\":\"e\""));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
  }

  @Test
  void a_mixed_batch_takes_the_good_and_names_the_bad() {
    Answer answer =
        caller.postJson(
            PATH,
            "[%s,%s,7,%s]"
                .formatted(
                    event(",\"eventId\":\"e1\""),
                    "{\"user\":\"ada\",\"item\":\"i\",\"type\":\"sniff\"}",
                    event(",\"eventId\":\"e2\"")));

    assertThat(answer.status()).isEqualTo(202);
    JsonNode json = answer.json();
    assertThat(json.path("accepted").asInt()).isEqualTo(2);
    assertThat(json.path("rejected").asInt()).isEqualTo(2);
    assertThat(json.path("results")).hasSize(2);
    assertThat(json.at("/results/0/index").asInt()).isEqualTo(1);
    assertThat(json.at("/results/0/status").asText()).isEqualTo("rejected");
    assertThat(json.at("/results/0/field").asText()).isEqualTo("type");
    assertThat(json.at("/results/0/reason").asText()).contains("sniff", "view, play");
    assertThat(json.at("/results/1/reason").asText()).isEqualTo("it is a number; give an object");
    assertThat(backend.interactions)
        .extracting(taken -> taken.id().value())
        .containsExactly("e1", "e2");
  }

  @Test
  void a_line_that_is_not_json_is_one_bad_line() {
    Answer answer =
        caller.post(
            PATH,
            NDJSON,
            String.join(
                "\n", event(""), "{\"user\":", event("") + event(""), "nonsense", event("")));

    assertThat(answer.status()).isEqualTo(202);
    JsonNode json = answer.json();
    assertThat(json.path("accepted").asInt()).isEqualTo(2);
    assertThat(json.path("rejected").asInt()).isEqualTo(3);
    assertThat(json.path("results").findValuesAsText("index"))
        .containsExactly("0", "1", "2", "3", "4");
  }

  @Test
  void what_looks_like_another_encoding_is_bad_input_and_no_defect() {
    String utf32 = "\u0000\u0000\u0000{\u00FF\u00FF";

    assertThat(caller.postJson(PATH, utf32).problem(400).path("detail").asText())
        .isEqualTo("this is not text in UTF-8; send UTF-8");
    JsonNode lines = caller.post(PATH, NDJSON, event("") + "\n" + utf32).json();
    assertThat(lines.path("accepted").asInt()).isEqualTo(1);
    assertThat(lines.at("/results/1/reason").asText())
        .isEqualTo("this is not text in UTF-8; send UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"item\":\"i\",\"type\":\"view\"} | 400 | user",
        "{\"user\":\"\",\"item\":\"i\",\"type\":\"view\"} | 400 | user",
        "{\"user\":5,\"item\":\"i\",\"type\":\"view\"} | 400 | user",
        "{\"user\":\"u\",\"user\":\"v\",\"item\":\"i\",\"type\":\"view\"} | 400 | user",
        "{\"user\":\"u\",\"item\":[\"i\"],\"type\":\"view\"} | 400 | item",
        "{\"user\":\"u\",\"item\":\"\\ud800\",\"type\":\"view\"} | 400 | item",
        "{\"user\":\"u\",\"item\":\"i\",\"type\":\"view\",\"time\":\"yesterday\"} | 400 | time",
        "{\"user\":\"u\",\"item\":\"i\",\"type\":\"view\",\"time\":1.5} | 400 | time",
        "{\"user\":\"u\",\"item\":\"i\",\"type\":\"view\",\"time\":99999999999999999999} | 400 | time",
        "{\"user\":\"u\",\"item\":\"i\",\"type\":\"view\",\"time\":-9000000000000000000} | 400 | time",
        "{\"user\":\"u\",\"item\":\"i\",\"type\":\"view\",\"seconds\":\"5\"} | 400 | seconds",
        "{\"user\":\"u\",\"item\":\"i\",\"type\":\"sniff\"} | 422 | type",
        "{\"user\":\"u\",\"item\":\"i\\u0000\",\"type\":\"view\"} | 422 | item",
        "{\"user\":\"u\",\"item\":\"i\",\"type\":\"view\",\"eventId\":\"\"} | 422 | eventId",
        "{\"user\":\"u\",\"item\":\"i\",\"type\":\"view\",\"seconds\":-1} | 422 | seconds",
        "{\"user\":\"u\",\"item\":\"i\",\"type\":\"view\",\"seconds\":1e999} | 422 | seconds",
        "{\"user\":\"u\",\"item\":\"i\",\"type\":\"view\",\"time\":-1} | 422 | time",
        "{\"user\":\"u\",\"item\":\"i\",\"type\":\"view\",\"time\":\"2026-03-01T12:05:01Z\"} | 422 | time",
      })
  void a_bad_interaction_sent_alone_is_a_problem_that_names_field_and_cure(
      String body, int status, String field) {
    JsonNode problem = caller.postJson(PATH, body).problem(status);

    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("cure").asText()).isNotEmpty();
    assertThat(problem.at("/results/0/field").asText()).isEqualTo(field);
    assertThat(problem.at("/results/0/status").asText()).isEqualTo("rejected");
    assertThat(backend.interactions).isEmpty();
  }

  @Test
  void a_batch_of_which_nothing_can_be_read_is_a_problem_with_all_reasons() {
    JsonNode problem =
        caller.postJson(PATH, "[{},{\"user\":\"u\",\"item\":\"i\",\"type\":\"no\"}]").problem(400);

    assertThat(problem.path("rejected").asInt()).isEqualTo(2);
    assertThat(problem.path("results")).hasSize(2);
  }

  @Test
  void a_batch_of_which_everything_breaks_a_rule_is_unprocessable() {
    String bad = "{\"user\":\"u\",\"item\":\"i\",\"type\":\"no\"}";

    caller.postJson(PATH, "[" + bad + "," + bad + "]").problem(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "[",
        "[{\"user\":\"u\"",
        "[{},]",
        "{} {}",
        "nonsense",
        "\"text\"",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
      })
  void a_body_that_is_not_json_is_a_problem_and_nothing_is_taken(String body) {
    caller.postJson(PATH, body).problem(400);

    assertThat(backend.interactions).isEmpty();
  }

  @Test
  void a_good_list_that_breaks_off_is_not_taken_in_part() {
    caller.postJson(PATH, "[" + event("") + "," + event("")).problem(400);

    assertThat(backend.interactions).isEmpty();
  }

  @Test
  void an_over_long_text_is_a_problem() {
    caller.postJson(PATH, event(",\"session\":\"" + "a".repeat(70_000) + "\"")).problem(400);
  }

  @Test
  void a_body_that_is_not_utf8_is_a_problem() {
    byte[] latin1 = {'{', '"', 'u', 's', 'e', 'r', '"', ':', '"', (byte) 0xE9, '"', '}'};

    caller
        .send(
            caller
                .request(PATH)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(latin1))
                .build())
        .problem(400);
  }

  @Test
  void a_body_that_is_too_large_is_refused() {
    String large = event(",\"x\":\"" + "a".repeat(MAX_BODY) + "\"");

    caller.postJson(PATH, large).problem(413);
    caller
        .send(
            caller
                .request(PATH)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(large))) // chunked
                .build())
        .problem(413);
  }

  @Test
  void a_batch_with_too_many_events_is_refused_as_a_whole() {
    String lines =
        IntStream.rangeClosed(0, MAX_BATCH)
            .mapToObj(i -> event(""))
            .collect(Collectors.joining("\n"));

    caller.post(PATH, NDJSON, lines).problem(413);
    caller.postJson(PATH, "[" + lines.replace("\n", ",") + "]").problem(413);

    assertThat(backend.interactions).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=latin1",
        "nonsense"
      })
  void other_content_types_are_refused(String type) {
    Answer answer = caller.post(PATH, type, event(""));

    assertThat(answer.problem(415).path("cure").asText()).contains("application/json");
    assertThat(answer.header("Accept")).contains("application/x-ndjson");
  }

  @Test
  void a_body_without_content_type_or_with_content_encoding_is_refused() {
    caller.post(PATH, null, event("")).problem(415);
    caller
        .send(
            caller
                .request(PATH)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString(event("")))
                .build())
        .problem(415);
  }

  @Test
  void a_query_is_refused() {
    caller.postJson(PATH + "?dry-run=true", event("")).problem(400);
  }

  @Test
  void a_log_that_fails_is_unavailable_and_says_how_many_were_taken() {
    backend.log =
        interaction ->
            interaction.id().value().equals("e2")
                ? CompletableFuture.failedFuture(new UnavailableException("down", null))
                : CompletableFuture.completedFuture(null);

    Answer answer =
        caller.postJson(
            PATH,
            "[%s,%s,%s]"
                .formatted(
                    event(",\"eventId\":\"e1\""),
                    event(",\"eventId\":\"e2\""),
                    event(",\"eventId\":\"e3\"")));

    JsonNode problem = answer.problem(503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(problem.path("accepted").asInt()).isEqualTo(1);
    assertThat(problem.path("detail").asText()).contains("1 of 3");
    assertThat(problem.path("results").findValuesAsText("eventId")).containsExactly("e2", "e3");
    assertThat(problem.at("/results/0/status").asText()).isEqualTo("unconfirmed");
  }

  @Test
  void a_log_that_never_answers_is_unavailable_within_the_deadline() {
    server.close();
    start(Duration.ofMillis(50), 8);
    backend.log = interaction -> new CompletableFuture<>();

    Answer answer = caller.postJson(PATH, event(""));

    JsonNode problem = answer.problem(503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(problem.at("/results/0/eventId").asText()).isNotEmpty();
  }

  @Test
  void a_log_that_breaks_is_an_error_without_its_details() {
    backend.log =
        interaction -> {
          throw new IllegalStateException("secret");
        };

    JsonNode problem = caller.postJson(PATH, event("")).problem(500);

    assertThat(problem.toString()).doesNotContain("secret");
    assertThat(problem.path("error").asText()).isNotEmpty();
  }

  @Test
  void more_waiting_requests_than_allowed_are_turned_away_and_the_place_is_given_back()
      throws Exception {
    server.close();
    start(Duration.ofSeconds(20), 1);
    CompletableFuture<LogPosition> appended = new CompletableFuture<>();
    CompletableFuture<LogPosition> arrived = new CompletableFuture<>();
    backend.log =
        interaction -> {
          arrived.complete(null);
          return appended;
        };
    CompletableFuture<Answer> first =
        CompletableFuture.supplyAsync(() -> caller.postJson(PATH, event("")));
    arrived.get(20, TimeUnit.SECONDS);

    assertThat(caller.postJson(PATH, event("")).problem(503).path("detail").asText())
        .contains("too many");
    appended.complete(null);
    assertThat(first.get(20, TimeUnit.SECONDS).status()).isEqualTo(202);
    assertThat(caller.postJson(PATH, event("")).status()).isEqualTo(202);
  }

  @Test
  void requests_that_wait_hold_no_thread() throws Exception {
    server.close();
    start(Duration.ofSeconds(20), 256);
    CompletableFuture<LogPosition> appended = new CompletableFuture<>();
    int more = 100; // than the server has threads
    CountDownLatch arrived = new CountDownLatch(more);
    backend.log =
        interaction -> {
          arrived.countDown();
          return appended;
        };
    HttpClient client = HttpClient.newHttpClient();
    var waiting =
        IntStream.range(0, more)
            .mapToObj(
                i ->
                    client.sendAsync(
                        caller
                            .request(PATH)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(event("")))
                            .build(),
                        BodyHandlers.ofString()))
            .toList();

    assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(caller.get("/health/live").status()).isEqualTo(200);
    appended.complete(null);
    for (var answer : waiting) {
      assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    }
  }
}
