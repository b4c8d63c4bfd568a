package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UnavailableException;
import freshet.http.Caller.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemsTest {
  private final FakeBackend backend = new FakeBackend();
  private FreshetServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    start(Duration.ofSeconds(20));
  }

  private void start(Duration appendTimeout) {
    server =
        FreshetServer.start(
            new ServerSettings("127.0.0.1", 0, 10_000, 20, appendTimeout, 8), backend.ports());
    caller = new Caller(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void what_is_put_can_be_got() {
    Answer put =
        caller.put(
            "/v1/items/i1",
            """
            {"item":"i1","type":"game","title":"Go","tags":["board","old","board"],"category":"c",
             "author":"a","created":"2026-01-01T00:00:00Z","available":false,"colour":"black"}""");

    assertThat(put.status()).isEqualTo(202);
    Answer got = caller.get("/v1/items/i1");
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.json()).isEqualTo(put.json());
    assertThat(got.response().body())
        .isEqualTo(
            "{\"item\":\"i1\",\"type\":\"game\",\"title\":\"Go\",\"tags\":[\"board\",\"old\"],"
                + "\"category\":\"c\",\"author\":\"a\",\"created\":\"2026-01-01T00:00:00Z\",\"available\":false}");
  }

  @Test
  void where_the_catalogue_is_full_known_items_change_and_new_ones_are_refused() {
    caller.put("/v1/items/known", "{\"type\":\"game\"}");
    backend.mostItems = 1;

    assertThat(caller.put("/v1/items/known", "{\"type\":\"page\"}").status()).isEqualTo(202);
    JsonNode refused = caller.put("/v1/items/new", "{\"type\":\"game\"}").problem(422);

    assertThat(refused.path("detail").asText())
        .contains("the catalogue is full with 1 items", "raise catalogue.most-items");
    assertThat(backend.items).containsOnlyKeys(new ItemId("known"));
  }

  @Test
  void an_item_is_created_now_unless_it_has_a_time_already() {
    caller.put("/v1/items/new", "{\"type\":\"game\"}");
    caller.put("/v1/items/old", "{\"type\":\"game\",\"created\":1000}");
    caller.put("/v1/items/old", "{\"type\":\"game\",\"title\":\"corrected\"}");

    assertThat(backend.items.get(new ItemId("new")).created()).contains(FakeBackend.NOW);
    assertThat(caller.get("/v1/items/old").json().path("created").asText())
        .isEqualTo("1970-01-01T00:00:01Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "ein Käse",
        "日本語/🎮",
        "100%",
        "a+b",
        "a;b",
        "..",
        ".",
        "?#[]",
        "a\"b\\c",
        "/"
      })
  void ids_may_hold_any_character(String id) {
    String address =
        "/v1/items/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    if (id.startsWith(".")) {
      address = "/v1/items/" + id.replace(".", "%2E");
    }

    Answer put = caller.put(address, "{\"type\":\"game\"}");

    assertThat(put.status()).as(put.response().body()).isEqualTo(202);
    assertThat(backend.items).containsOnlyKeys(new ItemId(id));
    assertThat(caller.get(address).json().path("item").asText()).isEqualTo(id);
    assertThat(caller.delete(address).json().path("item").asText()).isEqualTo(id);
  }

  @Test
  void an_item_that_is_not_described_is_not_found() {
    JsonNode problem = caller.get("/v1/items/none").problem(404);

    assertThat(problem.path("field").asText()).isEqualTo("item");
    assertThat(problem.path("cure").asText()).contains("PUT /v1/items/none");
    assertThat(caller.send("HEAD", "/v1/items/none", null, null).status()).isEqualTo(404);
  }

  @Test
  void a_deleted_item_is_gone_and_deleting_again_is_no_error() {
    caller.put("/v1/items/i", "{\"type\":\"game\"}");

    assertThat(caller.delete("/v1/items/i").status()).isEqualTo(202);
    caller.get("/v1/items/i").problem(404);
    assertThat(caller.delete("/v1/items/i").status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 400 | type",
        "{\"type\":3} | 400 | type",
        "{\"type\":\"g\",\"tags\":\"a\"} | 400 | tags",
        "{\"type\":\"g\",\"tags\":[\"a\",{\"b\":[]},\"c\"]} | 400 | tags",
        "{\"type\":\"g\",\"available\":\"yes\"} | 400 | available",
        "{\"type\":\"g\",\"created\":\"2026\"} | 400 | created",
        "{\"type\":\"g\",\"created\":\"+1000000000-12-31T00:00:00Z\"} | 400 | created",
        "{\"type\":\"g\",\"item\":\"other\"} | 422 | item",
        "{\"type\":\"g\",\"tags\":[\"\"]} | 422 | tags",
        "{\"type\":\"g\",\"author\":\"a\\nb\"} | 422 | author",
      })
  void a_bad_item_is_a_problem_that_names_field_and_cure(String body, int status, String field) {
    JsonNode problem = caller.put("/v1/items/i", body).problem(status);

    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("cure").asText()).isNotEmpty();
    assertThat(backend.items).isEmpty();
  }

  @Test
  void a_put_takes_one_json_object_only() {
    caller.put("/v1/items/i", "[{\"type\":\"g\"}]").problem(400);
    caller.put("/v1/items/i", "[]").problem(400);
    caller.put("/v1/items/i", "5").problem(400);
    caller.put("/v1/items/i", "{").problem(400);
    caller.put("/v1/items/i", "").problem(400);
    caller.send("PUT", "/v1/items/i", "application/x-ndjson", "{\"type\":\"g\"}").problem(415);
    caller.put("/v1/items/i", "{\"type\":\"" + "g".repeat(10_000) + "\"}").problem(413);
    caller.put("/v1/items/i?x=1", "{\"type\":\"g\"}").problem(400);
  }

  @Test
  void a_bad_id_in_the_path_is_a_problem() {
    String bad = "/v1/items/" + "x".repeat(257);

    assertThat(caller.get(bad).problem(400).path("field").asText()).isEqualTo("item");
    caller.put(bad, "{\"type\":\"g\"}").problem(400);
    caller.delete(bad).problem(400);
    caller.delete("/v1/items/i?x=1").problem(400);
    caller.get("/v1/items/i?x=1").problem(400);
    caller.get("/v1/items/a%0Ab").problem(400);
  }

  @Test
  void a_mixed_batch_of_items_takes_the_good_and_names_the_bad() {
    Answer answer =
        caller.postJson(
            "/v1/items",
            "[{\"item\":\"a\",\"type\":\"g\"},{\"type\":\"g\"},{\"item\":\"b\",\"type\":\"g\"}]");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().path("results")).hasSize(1);
    assertThat(answer.json().at("/results/0/index").asInt()).isEqualTo(1);
    assertThat(answer.json().at("/results/0/field").asText()).isEqualTo("item");
    assertThat(backend.items).containsOnlyKeys(new ItemId("a"), new ItemId("b"));
  }

  @Test
  void items_may_come_as_lines_or_alone() {
    assertThat(
            caller
                .post(
                    "/v1/items",
                    "application/x-ndjson",
                    "{\"item\":\"a\",\"type\":\"g\"}\n{\"item\":\"b\",\"type\":\"g\"}\n")
                .json()
                .path("accepted")
                .asInt())
        .isEqualTo(2);
    assertThat(
            caller
                .postJson("/v1/items", "{\"item\":\"c\",\"type\":\"g\"}")
                .json()
                .at("/results/0/item")
                .asText())
        .isEqualTo("c");
    assertThat(backend.items).hasSize(3);
  }

  @Test
  void posts_of_items_have_the_same_bounds_as_interactions() {
    caller.postJson("/v1/items", "[").problem(400);
    caller.postJson("/v1/items", "[{}]").problem(400);
    caller.postJson("/v1/items?x=1", "[]").problem(400);
    caller.post("/v1/items", "text/csv", "a,b").problem(415);
    caller.postJson("/v1/items", "[" + "{},".repeat(20) + "{}]").problem(413);
    caller.postJson("/v1/items", " ".repeat(10_001)).problem(413);
  }

  @Test
  void a_log_that_fails_is_unavailable() {
    backend.items.put(new ItemId("i"), Item.of(new ItemId("i"), new ContentType("g")));
    backend.itemLog =
        item -> CompletableFuture.failedFuture(new UnavailableException("down", null));

    for (Answer answer :
        new Answer[] {
          caller.put("/v1/items/i", "{\"type\":\"g\"}"),
          caller.postJson("/v1/items", "{\"item\":\"i\",\"type\":\"g\"}"),
          caller.delete("/v1/items/i")
        }) {
      answer.problem(503);
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
  }

  @Test
  void a_log_that_never_answers_is_unavailable_within_the_deadline() {
    server.close();
    start(Duration.ofMillis(50));
    backend.itemLog = item -> new CompletableFuture<>();

    caller.put("/v1/items/i", "{\"type\":\"g\"}").problem(503);
    caller.postJson("/v1/items", "{\"item\":\"i\",\"type\":\"g\"}").problem(503);
    caller.delete("/v1/items/i").problem(503);
  }
}
