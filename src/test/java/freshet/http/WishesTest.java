package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.event.ContentType;
import freshet.event.InteractionTypes;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.recommend.Explanation;
import freshet.recommend.Layer;
import freshet.recommend.Obstacle;
import freshet.recommend.Order;
import freshet.recommend.Ranking;
import freshet.recommend.Reason;
import freshet.recommend.Scenario;
import freshet.recommend.Scenarios;
import freshet.recommend.Shown;
import freshet.recommend.Slate;
import freshet.recommend.SlateItem;
import freshet.recommend.SlateRequest;
import freshet.recommend.UserHistory;
import freshet.recommend.UserHistory.Touch;
import freshet.recommend.Wishes;
import freshet.recommend.filter.Boost;
import freshet.recommend.filter.Filter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All that a caller can ask of a slate, over a real connection. */
class WishesTest {
  private static final String ADA = "/v1/users/ada/recommendations";
  private static final Filter YOUNG = Filter.parse("filter", "age < 7d");
  private static final Boost JAZZ = Boost.parse("boost", "tag = \"jazz\": 1.5");

  private final FakeBackend backend = new FakeBackend();
  private FreshetServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    backend.scenarios =
        new Scenarios(
            Map.of(
                "sidebar",
                new Scenario(
                    OptionalInt.of(4),
                    Optional.of(new ContentType("game")),
                    Optional.of("board"),
                    Optional.of("new"),
                    Optional.of(YOUNG),
                    List.of(JAZZ),
                    OptionalDouble.of(0.4),
                    OptionalDouble.of(2),
                    OptionalDouble.of(0.1))));
    server = FreshetServer.start(ServerSettings.at("127.0.0.1", 0), backend.ports());
    caller = new Caller(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private SlateRequest asked() {
    return backend.requests.get(backend.requests.size() - 1);
  }

  private static Slate pageOf(int count) {
    return new Slate(
        IntStream.range(0, count).mapToObj(i -> FakeBackend.popular("item-" + i, 1)).toList(),
        false,
        Optional.empty());
  }

  @Test
  void every_wish_reaches_the_recommender() {
    caller.get(
        ADA
            + "?tag=board&category=new&filter="
            + encoded("age < 7d")
            + "&boost="
            + encoded("tag = \"jazz\": 1.5")
            + "&boost="
            + encoded("available: 2")
            + "&diversity=0.3&freshness=1&again=true");

    Wishes wishes = asked().wishes();
    assertThat(wishes.tag()).contains("board");
    assertThat(wishes.category()).contains("new");
    assertThat(wishes.filter()).contains(YOUNG);
    assertThat(wishes.boosts()).containsExactly(JAZZ, Boost.parse("boost", "available: 2"));
    assertThat(wishes.diversity()).hasValue(0.3);
    assertThat(wishes.freshness()).hasValue(1);
    assertThat(asked().again()).isTrue();
  }

  @Test
  void a_scenario_stands_for_what_it_says() {
    caller.get(ADA + "?scenario=sidebar");

    assertThat(asked().k()).isEqualTo(4);
    assertThat(asked().type()).contains(new ContentType("game"));
    assertThat(asked().wishes())
        .isEqualTo(
            new Wishes(
                Optional.of("board"),
                Optional.of("new"),
                Optional.of(YOUNG),
                List.of(JAZZ),
                OptionalDouble.of(0.4),
                OptionalDouble.of(2),
                OptionalDouble.of(0.1),
                Shown.NOTHING));
  }

  @Test
  void what_the_query_says_wins_over_the_scenario() {
    caller.get(
        ADA
            + "?scenario=sidebar&k=9&type=movie&tag=x&category=y&filter=available&diversity=0&freshness=0&boost="
            + encoded("available: 2"));

    assertThat(asked().k()).isEqualTo(9);
    assertThat(asked().type()).contains(new ContentType("movie"));
    assertThat(asked().wishes())
        .isEqualTo(
            new Wishes(
                Optional.of("x"),
                Optional.of("y"),
                Optional.of(Filter.parse("filter", "available")),
                List.of(Boost.parse("boost", "available: 2")),
                OptionalDouble.of(0),
                OptionalDouble.of(0),
                OptionalDouble.of(0.1),
                Shown.NOTHING));
  }

  @Test
  void an_unknown_scenario_is_answered_with_those_that_are_defined() {
    JsonNode problem = caller.get(ADA + "?scenario=mail").problem(400);

    assertThat(problem.path("detail").asText())
        .isEqualTo(
            "scenario is not defined; use one of sidebar, or define it under scenarios in the"
                + " settings");
  }

  @Test
  void what_cannot_be_read_in_a_filter_is_told_with_its_place() {
    JsonNode problem = caller.get(ADA + "?filter=" + encoded("type = game")).problem(400);

    assertThat(problem.path("detail").asText())
        .isEqualTo(
            "filter cannot be read at character 8, “game”: a text is not in quotes; write"
                + " \"game\"");
    assertThat(problem.path("cure").asText()).isEqualTo("write \"game\"");
  }

  @Test
  void a_cursor_carries_what_was_shown() {
    backend.slates = request -> pageOf(request.k());

    JsonNode first = caller.get(ADA + "?k=3").json();
    JsonNode second = caller.get(ADA + "?k=3&cursor=" + first.path("cursor").asText()).json();

    assertThat(asked().wishes().shown())
        .isEqualTo(Shown.NOTHING.with(pageOf(3).items().stream().map(SlateItem::item).toList()));
    assertThat(second.path("cursor").asText()).isEqualTo(first.path("cursor").asText());
    assertThat(second.path("slateId").asText())
        .matches("[0-9a-f-]{36}")
        .isNotEqualTo(first.path("slateId").asText());
  }

  @Test
  void the_last_page_has_no_cursor_unless_something_could_not_be_read() {
    backend.slates = request -> pageOf(2);
    assertThat(caller.get(ADA + "?k=3").json().has("cursor")).isFalse();
    assertThat(caller.get(ADA + "?k=2").json().has("cursor")).isTrue();

    backend.slates = request -> new Slate(pageOf(2).items(), true, Optional.of("failed"));
    assertThat(caller.get(ADA + "?k=3").json().has("cursor")).isTrue();
  }

  @Test
  void a_sequence_ends_when_it_has_shown_as_much_as_a_cursor_holds() {
    backend.slates =
        request ->
            new Slate(
                IntStream.range(0, request.k())
                    .mapToObj(
                        i ->
                            FakeBackend.popular(
                                "item-%d-%d".formatted(request.wishes().shown().size(), i), 1))
                    .toList(),
                false,
                Optional.empty());
    String cursor = "";
    int pages = 0;
    while (cursor != null) {
      JsonNode page = caller.get(ADA + "?k=200&cursor=" + cursor).json();
      cursor = page.has("cursor") ? page.path("cursor").asText() : null;
      pages++;
    }

    assertThat(pages).isEqualTo(11);
    assertThat(asked().wishes().shown().size()).isBetween(1_999, 2_000);
  }

  @ParameterizedTest
  @CsvSource({"foryou", "trending", "popular", "latest"})
  void a_feed_has_one_shape_in_every_order(String sort) {
    backend.slates = request -> pageOf(request.k());

    JsonNode feed = caller.get("/v1/feed?k=2&type=game&user=ada&sort=" + sort).json();

    assertThat(feed.fieldNames())
        .toIterable()
        .containsExactly("user", "slateId", "items", "cursor", "degraded");
    assertThat(feed.path("items")).hasSize(2);
    assertThat(asked().user()).contains(new UserId("ada"));
    assertThat(asked().type()).contains(new ContentType("game"));
    assertThat(backend.orders.get(0).getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .isEqualTo(sort);
  }

  @Test
  void a_feed_needs_no_user_and_is_for_you_unless_said_otherwise() {
    assertThat(caller.get("/v1/feed").json().has("user")).isFalse();

    assertThat(asked().user()).isEmpty();
    assertThat(backend.orders).containsExactly(new Order.ForYou());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sort=best | sort",
        "half-life=1h | half-life",
        "sort=latest&half-life=1h | half-life",
        "sort=trending&half-life=soon | half-life",
        "sort=latest&diversity=0.1 | diversity",
        "sort=popular&boost=available:2 | boost",
        "sort=trending&freshness=1 | freshness",
        "user=a%00 | user",
        "cursor=x | cursor",
      })
  void a_bad_question_for_a_feed_is_a_problem(String query, String field) {
    JsonNode problem = caller.get("/v1/feed?" + query).problem(400);

    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("cure").asText()).isNotEmpty();
  }

  @Test
  void what_is_new_is_a_slate_for_everybody() {
    backend.slates = request -> pageOf(request.k());

    JsonNode page = caller.get("/v1/new?k=2&type=game&filter=available").json();

    assertThat(page.path("items")).hasSize(2);
    assertThat(page.has("cursor")).isTrue();
    assertThat(backend.orders).containsExactly(new Order.Latest());
    assertThat(asked().user()).isEmpty();
    assertThat(asked().wishes().filter()).contains(Filter.parse("filter", "available"));
  }

  @Test
  void a_list_is_answered_in_the_users_order_with_what_was_left_out() {
    backend.ranking =
        new Ranking(
            new Slate(
                List.of(FakeBackend.popular("b", 0.5), FakeBackend.popular("more", 0.7)),
                false,
                Optional.empty()),
            1,
            List.of(new Ranking.LeftOut(new ItemId("a"), Obstacle.HIDDEN)));

    JsonNode answer =
        caller
            .postJson("/v1/users/ada/ranking?type=game", "{\"items\": [\"a\", \"b\"], \"fill\": 2}")
            .json();

    assertThat(answer.path("user").asText()).isEqualTo("ada");
    assertThat(answer.at("/items/0/item").asText()).isEqualTo("b");
    assertThat(answer.at("/items/0").has("filled")).isFalse();
    assertThat(answer.at("/items/1/filled").asBoolean()).isTrue();
    assertThat(answer.path("leftOut")).hasToString("[{\"item\":\"a\",\"why\":\"hidden\"}]");
    assertThat(backend.ranked).containsExactly(new ItemId("a"), new ItemId("b"));
    assertThat(backend.fills).containsExactly(2);
    assertThat(asked().type()).contains(new ContentType("game"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                             | 422 | items",
        "{\"items\": \"a\"}             | 400 | items",
        "{\"items\": [1]}               | 400 | items",
        "{\"items\": [\"\"]}            | 422 | item",
        "{\"items\": [], \"fill\": 201} | 422 | fill",
        "{\"items\": [], \"fill\": 1.5} | 422 | fill",
        "{\"items\": [], \"fil\": 1}    | 422 | fil",
      })
  void a_bad_list_is_a_problem(String body, int status, String field) {
    JsonNode problem = caller.postJson("/v1/users/ada/ranking", body).problem(status);

    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("cure").asText()).isNotEmpty();
  }

  @Test
  void a_list_may_have_a_thousand_items_and_no_more() {
    backend.ranking = new Ranking(pageOf(0), 0, List.of());
    String thousand =
        IntStream.range(0, 1_000).mapToObj(i -> "\"i" + i + "\"").collect(Collectors.joining(","));

    assertThat(caller.postJson("/v1/users/ada/ranking", "{\"items\":[" + thousand + "]}").status())
        .isEqualTo(200);
    caller.postJson("/v1/users/ada/ranking", "{\"items\":[" + thousand + ",\"one\"]}").problem(422);
    assertThat(
            caller
                .postJson("/v1/users/ada/ranking?k=5", "{\"items\":[]}")
                .problem(400)
                .path("field")
                .asText())
        .isEqualTo("k");
    caller.postJson("/v1/users/ada/ranking", "[]").problem(400);
    caller.postJson("/v1/users/ada/ranking", "").problem(400);
  }

  @Test
  void a_history_in_the_body_is_what_somebody_without_an_account_is_answered_from() {
    caller.postJson(
        "/v1/recommendations?k=3&type=game",
        """
        {"history": [
          {"item": "old", "time": "2026-01-01T00:00:00Z"},
          {"item": "bad", "type": "dislike"},
          {"item": "good", "type": "like", "seconds": 3, "more": {"is": "passed over"}}]}
        """);

    assertThat(asked().user()).isEmpty();
    assertThat(asked().k()).isEqualTo(3);
    UserHistory history = asked().history().orElseThrow();
    assertThat(history.recent())
        .extracting(touch -> touch.item().value())
        .containsExactly("good", "bad", "old");
    assertThat(history.recent().get(0).time()).isEqualTo(FakeBackend.NOW);
    assertThat(history.recent().get(0).seconds()).hasValue(3);
    assertThat(history.recent().get(2).time()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(history.recent().get(2).type().name()).isEqualTo("view");
    assertThat(history.hidden()).containsExactly(new ItemId("bad"));
  }

  @Test
  void an_undo_in_a_history_takes_back_what_was_before_it() {
    InteractionTypes types = InteractionTypes.builtIn();
    List<Touch> touches =
        List.of("dislike", "undo-dislike", "view").stream()
            .map(
                type ->
                    new Touch(
                        new ItemId("a"),
                        types.find(type).orElseThrow(),
                        FakeBackend.NOW,
                        OptionalDouble.empty()))
            .toList();

    UserHistory history = UserHistory.of(touches);

    assertThat(history.recent()).containsExactly(touches.get(2));
    assertThat(history.hidden()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"history\": {}}                                      | 400 | history",
        "{\"history\": [1]}                                     | 400 | history",
        "{\"history\": [{\"item\": \"a\"}, {}]}                 | 400 | history[1].item",
        "{\"history\": [{\"item\": \"a\", \"type\": \"hug\"}]}  | 400 | history[0].type",
        "{\"history\": [{\"item\": \"a\", \"time\": \"now\"}]}  | 400 | history[0].time",
        "{\"histroy\": []}                                      | 422 | histroy",
      })
  void a_bad_history_is_a_problem(String body, int status, String field) {
    JsonNode problem = caller.postJson("/v1/recommendations", body).problem(status);

    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("cure").asText()).isNotEmpty();
  }

  @Test
  void no_history_is_a_history() {
    assertThat(caller.postJson("/v1/recommendations", "{}").status()).isEqualTo(200);
    assertThat(asked().history()).contains(UserHistory.EMPTY);
    String many =
        IntStream.range(0, 1_001)
            .mapToObj(i -> "{\"item\":\"a\"}")
            .collect(Collectors.joining(","));
    assertThat(
            caller
                .postJson("/v1/recommendations", "{\"history\":[" + many + "]}")
                .problem(400)
                .path("cure")
                .asText())
        .isEqualTo("give at most 1000");
  }

  @Test
  void an_explanation_says_why_an_item_is_shown() {
    backend.explanation =
        new Explanation(
            new ItemId("rye"),
            false,
            Set.of(),
            OptionalInt.of(12),
            Optional.of(
                new SlateItem(
                    new ItemId("rye"),
                    0.25,
                    Layer.COLLABORATIVE,
                    new Reason(
                        Reason.Kind.AFTER,
                        "because you liked bread",
                        Optional.of(new ItemId("bread"))),
                    Map.of(Layer.POPULARITY, 0.05, Layer.COLLABORATIVE, 0.2))),
            1.5,
            List.of(JAZZ),
            "shown at place 12 of 20",
            false,
            Optional.empty());

    JsonNode json = caller.get("/v1/users/ada/explanations/rye?k=20&type=game").json();

    assertThat(json)
        .hasToString(
            "{\"user\":\"ada\",\"item\":\"rye\",\"shown\":true,\"rank\":12,\"sentence\":\"shown at"
                + " place 12 of 20\",\"obstacles\":[],\"score\":0.25,\"layer\":\"collaborative\",\"reason\":\"because"
                + " you liked bread\",\"because\":\"bread\",\"contributions\":{\"collaborative\":0.2,\"popularity\":0.05},"
                + "\"freshness\":1.5,\"boosts\":[\"tag = \\\"jazz\\\": 1.5\"],\"degraded\":false}");
    assertThat(asked().k()).isEqualTo(20);
    assertThat(caller.get("/v1/users/ada/explanations/rye?k=11").json().path("shown").asBoolean())
        .isFalse();
  }

  @Test
  void an_explanation_says_why_an_item_is_not_shown() {
    backend.explanation =
        new Explanation(
            new ItemId("rye"),
            true,
            Set.of(Obstacle.HIDDEN),
            OptionalInt.empty(),
            Optional.empty(),
            1,
            List.of(),
            "not shown: the user has hidden it",
            true,
            Optional.of("a layer failed"));

    JsonNode json = caller.get("/v1/users/ada/explanations/rye").json();

    assertThat(json.path("shown").asBoolean()).isFalse();
    assertThat(json.path("obstacles")).hasToString("[\"hidden\"]");
    assertThat(json.has("rank")).isFalse();
    assertThat(json.path("score").asDouble()).isZero();
    assertThat(json.path("note").asText()).isEqualTo("a layer failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cursor=AQ", "explain=true", "kk=1"})
  void what_has_no_say_in_an_explanation_is_refused(String query) {
    caller.get("/v1/users/ada/explanations/rye?" + query).problem(400);
  }
}
