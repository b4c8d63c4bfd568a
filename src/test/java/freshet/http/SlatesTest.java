package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.http.Caller.Answer;
import freshet.recommend.Layer;
import freshet.recommend.Order;
import freshet.recommend.Reason;
import freshet.recommend.Slate;
import freshet.recommend.SlateItem;
import freshet.recommend.SlateRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlatesTest {
  private static final String ADA = "/v1/users/ada/recommendations";

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

  private void answerTwo() {
    ItemId first = new ItemId("a");
    backend.items.put(
        first,
        new Item(
            first,
            new ContentType("game"),
            Optional.of("Gö"),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true));
    SlateItem loud =
        new SlateItem(
            first,
            0.123456789,
            Layer.COLLABORATIVE,
            new Reason(
                Reason.Kind.AFTER, "because you liked Chess", Optional.of(new ItemId("chess"))),
            Map.of(Layer.POPULARITY, 1e-9, Layer.COLLABORATIVE, 1.0 / 3));
    backend.slates =
        request ->
            new Slate(List.of(loud, FakeBackend.popular("b", 0.5)), true, Optional.of("short"));
  }

  @Test
  void a_slate_is_answered_in_its_order_with_titles_where_known() {
    answerTwo();

    Answer answer = caller.get(ADA);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(
            answer
                .response()
                .body()
                .replaceAll("[0-9a-f-]{36}", "ID")
                .replaceAll("\"AQ[^\"]+", "\"AQ"))
        .isEqualTo(
            "{\"user\":\"ada\",\"slateId\":\"ID\",\"items\":["
                + "{\"item\":\"a\",\"score\":0.123457,\"layer\":\"collaborative\",\"reason\":\"because you liked Chess\",\"title\":\"Gö\",\"type\":\"game\"},"
                + "{\"item\":\"b\",\"score\":0.5,\"layer\":\"popularity\",\"reason\":\"popular\"}],"
                + "\"cursor\":\"AQ\",\"degraded\":true,\"note\":\"short\"}");
  }

  @Test
  void explain_adds_contributions_and_because() {
    answerTwo();

    JsonNode json = caller.get(ADA + "?explain=true").json();

    assertThat(json.at("/items/0/because").asText()).isEqualTo("chess");
    assertThat(json.at("/items/0/contributions").toString())
        .isEqualTo("{\"collaborative\":0.333333,\"popularity\":1.0E-9}");
    assertThat(json.at("/items/1").has("because")).isFalse();
  }

  @Test
  void what_was_asked_reaches_the_recommender() {
    caller.get(ADA + "?k=3&type=blog%20post&exclude=a,b&exclude=c&explain=false");

    SlateRequest request = backend.requests.get(0);
    assertThat(request.user()).contains(new UserId("ada"));
    assertThat(request.k()).isEqualTo(3);
    assertThat(request.type()).contains(new ContentType("blog post"));
    assertThat(request.exclude())
        .extracting(ItemId::value)
        .containsExactlyInAnyOrder("a", "b", "c", "a,b");
  }

  @Test
  void k_is_ten_and_empty_parameters_count_as_not_given() {
    caller.get(ADA + "?k=&type=&exclude=&explain=");

    assertThat(backend.requests.get(0))
        .isEqualTo(new SlateRequest(new UserId("ada"), 10, Optional.empty(), Set.of()));
  }

  @Test
  void nothing_to_recommend_is_a_well_formed_answer() {
    Answer answer = caller.get("/v1/users/nobody%2Fat%20all/recommendations?type=unknown");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().body().replaceAll("[0-9a-f-]{36}", "ID"))
        .isEqualTo(
            "{\"user\":\"nobody/at all\",\"slateId\":\"ID\",\"items\":[],\"degraded\":false,\"note\":\"nothing is known yet\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "k=abc | k",
        "k=0 | k",
        "k=201 | k",
        "k=99999999999 | k",
        "k=1&k=2 | k",
        "explain=yes | explain",
        "typ=game | typ",
        "type=a&type=b | type",
        "type=a%0Ab | type",
        "exclude=a%00 | exclude",
        "filter=typ%20%3D%201 | filter",
        "filter=age%3C7d&filter=age%3C8d | filter",
        "boost=available | boost",
        "diversity=1.5 | diversity",
        "diversity=NaN | diversity",
        "freshness=-1 | freshness",
        "freshness=much | freshness",
        "again=maybe | again",
        "cursor=AQ | cursor",
        "scenario=mail | scenario",
      })
  void a_bad_query_is_a_problem_that_names_parameter_and_cure(String query, String field) {
    JsonNode problem = caller.get(ADA + "?" + query).problem(400);

    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("cure").asText()).isNotEmpty();
  }

  @Test
  void an_unknown_parameter_is_answered_with_the_known_ones() {
    assertThat(caller.get(ADA + "?limit=5").problem(400).path("cure").asText())
        .isEqualTo(
            "use k, type, tag, category, filter, exclude, boost, diversity, freshness, fatigue, scenario,"
                + " again, explain, cursor, after");
  }

  @Test
  void items_like_one_are_answered_as_a_slate() {
    answerTwo();

    JsonNode json = caller.get("/v1/items/x%2Fy/similar?k=2").json();

    assertThat(json.path("item").asText()).isEqualTo("x/y");
    assertThat(json.path("items")).hasSize(2);
    assertThat(json.has("user")).isFalse();
    caller.get("/v1/items/x/similar?k=0").problem(400);
    caller.get("/v1/items/x/similar?boost=available:2").problem(400);
    caller.get("/v1/items/" + "x".repeat(257) + "/similar").problem(400);
  }

  @ParameterizedTest
  @CsvSource({
    "1h, PT1H",
    "24h, PT24H",
    "7d, PT168H",
    "90m, PT90M",
    "PT1H, PT1H",
    "P2D, PT48H",
    "90s, PT90S"
  })
  void a_half_life_can_be_written_in_short_or_as_iso_8601(String text, Duration duration) {
    assertThat(caller.get("/v1/trending?half-life=" + text).json().path("items").isArray())
        .isEqualTo(true);
    if (duration.compareTo(Duration.ofDays(30)) <= 0) {
      assertThat(backend.orders)
          .containsExactly(new Order.Trending(Optional.of(new HalfLife(duration))));
    }
  }

  @Test
  void trending_takes_the_shortest_half_life_where_none_is_given() {
    Answer answer = caller.get("/v1/trending");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(backend.orders).containsExactly(new Order.Trending(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "half-life=soon",
        "half-life=1s",
        "half-life=PT0S",
        "half-life=-PT1H",
        "half-life=never",
        "half-life=999999999d",
        "half-life=PT9999999999999999H",
        "k=-1",
        "halflife=1h"
      })
  void a_bad_question_for_trending_is_a_problem(String query) {
    JsonNode problem = caller.get("/v1/trending?" + query).problem(400);

    assertThat(problem.path("field").asText()).isEqualTo(query.substring(0, query.indexOf('=')));
    assertThat(problem.path("cure").asText()).isNotEmpty();
  }

  @Test
  void a_long_slate_is_compressed_for_those_who_ask() {
    backend.slates =
        request ->
            new Slate(
                IntStream.range(0, 200).mapToObj(i -> FakeBackend.popular("item-" + i, 1)).toList(),
                false,
                Optional.empty());

    Answer answer = caller.send(caller.request(ADA).header("Accept-Encoding", "gzip").build());

    assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
  }
}
