package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.query.StateAnswer;
import freshet.recommend.Layer;
import freshet.recommend.Ranking;
import freshet.recommend.Reason;
import freshet.recommend.Scenario;
import freshet.recommend.Scenarios;
import freshet.recommend.Slate;
import freshet.recommend.SlateItem;
import freshet.recommend.experiment.Experiment;
import freshet.recommend.experiment.Experiments;
import freshet.recommend.experiment.Group;
import freshet.recommend.experiment.Variant;
import freshet.recommend.impression.Cell;
import freshet.recommend.impression.Dimension;
import freshet.recommend.impression.Reaction;
import freshet.recommend.impression.Response;
import freshet.recommend.impression.ServedSlate;
import freshet.recommend.impression.ServedSlate.Endpoint;
import freshet.recommend.impression.ServedSlate.Place;
import freshet.recommend.impression.ShownSlate;
import freshet.recommend.impression.Sums;
import freshet.recommend.impression.Tally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is noted of what users are answered, and how what comes of it is told. */
class ImpressionsTest {
  private static final SlateItem MODELLED =
      new SlateItem(
          new ItemId("m"),
          0.9,
          Layer.MODEL,
          new Reason(Reason.Kind.AFTER, "because", Optional.empty()),
          Map.of());

  private final FakeBackend backend = new FakeBackend();
  private FreshetServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    backend.slates =
        request -> new Slate(List.of(FakeBackend.popular("b", 0.5)), false, Optional.empty());
    backend.scenarios = new Scenarios(Map.of("home", settings(7, OptionalDouble.of(0.1))));
    compareTwoWays(backend);
    server = FreshetServer.start(ServerSettings.at("127.0.0.1", 0), backend.ports());
    caller = new Caller(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Scenario settings(int k, OptionalDouble diversity) {
    return new Scenario(
        k == 0 ? OptionalInt.empty() : OptionalInt.of(k),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        diversity,
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /** An experiment in which everybody takes part, and what was counted of it. */
  static void compareTwoWays(FakeBackend backend) {
    backend.experiments =
        new Experiments(
            Map.of(
                "order",
                new Experiment(
                    "order",
                    1,
                    Map.of(
                        "bold", new Variant(1, settings(0, OptionalDouble.of(0.8))),
                        "calm", new Variant(1, settings(0, OptionalDouble.of(0.3)))),
                    "calm")));
    Map<Cell, Sums> sums = new LinkedHashMap<>();
    sums.put(Cell.of(new Group("order", "bold")), users(new int[][] {{10, 4}, {10, 3}, {20, 3}}));
    sums.put(Cell.of(new Group("order", "calm")), users(new int[][] {{10, 1}, {20, 2}, {20, 2}}));
    for (String position : List.of("21+", "3", "10", "1")) {
      sums.put(new Cell(Dimension.POSITION, position), Sums.plain(new Tally(8, 2, 1, 0)));
    }
    sums.put(new Cell(Dimension.LAYER, "content"), Sums.plain(new Tally(5, 1, 0, 0)));
    sums.put(new Cell(Dimension.LAYER, "model"), Sums.plain(new Tally(50, 10, 0, 5)));
    backend.sums = sums;
    backend.shown =
        user ->
            new StateAnswer.Found<>(
                List.of(
                    new ShownSlate(
                        slate(user),
                        List.of(new Response(true, Set.of(Reaction.LIKE, Reaction.CLICK))))));
  }

  private static Sums users(int[][] impressionsAndClicks) {
    Sums sums = Sums.ZERO;
    for (int[] user : impressionsAndClicks) {
      sums = sums.plus(Sums.ofUser(new Tally(user[0], user[1], 0, 0)));
    }
    return sums;
  }

  private static ServedSlate slate(UserId user) {
    return new ServedSlate(
        "s-1",
        user,
        FakeBackend.NOW,
        Endpoint.FEED,
        Optional.of("home"),
        Optional.empty(),
        List.of(new Group("order", "bold")),
        List.of(new Place(new ItemId("rye"), Layer.CONTENT, Reason.Kind.TAG)));
  }

  private ServedSlate served() {
    assertThat(backend.served).hasSize(1);
    return backend.served.get(0);
  }

  private double diversityFor(String user) {
    String group = backend.experiments.groupsOf(new UserId(user)).get(0).variant();
    return group.equals("bold") ? 0.8 : 0.3;
  }

  @Test
  void a_slate_that_a_user_is_answered_is_noted_as_it_was_answered() {
    backend.slates =
        request ->
            new Slate(List.of(MODELLED, FakeBackend.popular("b", 0.5)), false, Optional.empty());

    JsonNode answer = caller.get("/v1/users/ada/recommendations?scenario=home").json();

    assertThat(served())
        .isEqualTo(
            new ServedSlate(
                answer.path("slateId").asText(),
                new UserId("ada"),
                FakeBackend.NOW,
                Endpoint.RECOMMENDATIONS,
                Optional.of("home"),
                Optional.of("m-1"),
                backend.experiments.groupsOf(new UserId("ada")),
                List.of(
                    new Place(new ItemId("m"), Layer.MODEL, Reason.Kind.AFTER),
                    new Place(new ItemId("b"), Layer.POPULARITY, Reason.Kind.POPULAR))));
  }

  @Test
  void what_the_model_has_no_say_in_names_no_model() {
    caller.get("/v1/users/ada/recommendations");

    assertThat(served().model()).isEmpty();
    assertThat(served().scenario()).isEmpty();
  }

  @Test
  void sessions_feeds_rankings_and_batches_are_noted_too() {
    backend.ranking =
        new Ranking(
            new Slate(List.of(FakeBackend.popular("own", 1)), false, Optional.empty()),
            1,
            List.of());
    caller.get("/v1/sessions/s-1/recommendations");
    caller.get("/v1/feed?user=bob&sort=latest");
    caller.post("/v1/users/eve/ranking", "application/json", "{\"items\":[\"own\"]}");
    caller.post(
        "/v1/recommendations/batch", "application/x-ndjson", "{\"user\":\"zed\"}\n{\"k\":1}\n");

    assertThat(backend.served)
        .extracting(slate -> slate.user() + " " + slate.endpoint().label())
        .containsExactly("session:s-1 recommendations", "bob feed", "eve ranking", "zed batch");
    assertThat(backend.served.get(2).items())
        .extracting(Place::item)
        .containsExactly(new ItemId("own"));
  }

  @Test
  void what_is_for_nobody_empty_or_of_a_user_who_is_not_drawn_is_not_noted() {
    caller.get("/v1/feed");
    caller.get("/v1/trending");
    caller.get("/v1/items/rye/similar");
    caller.post("/v1/recommendations", "application/json", "{\"history\":[]}");
    caller.get("/v1/users/not-drawn/recommendations");
    caller.send("HEAD", "/v1/users/ada/recommendations", null, null);
    backend.slates = request -> new Slate(List.of(), false, Optional.empty());
    caller.get("/v1/users/ada/recommendations");

    assertThat(backend.served).isEmpty();
  }

  @Test
  void a_variant_wins_over_the_scenario_and_the_query_over_both() {
    caller.get("/v1/users/ada/recommendations?scenario=home");
    assertThat(backend.requests.get(0).wishes().diversity()).hasValue(diversityFor("ada"));
    assertThat(backend.requests.get(0).k()).isEqualTo(7);

    caller.get("/v1/users/ada/recommendations?diversity=0.55");
    assertThat(backend.requests.get(1).wishes().diversity()).hasValue(0.55);

    caller.get("/v1/feed?scenario=home");
    assertThat(backend.requests.get(2).wishes().diversity()).as("nobody").hasValue(0.1);

    caller.post("/v1/recommendations/batch", "application/x-ndjson", "{\"user\":\"bob\"}");
    assertThat(backend.requests.get(3).wishes().diversity()).hasValue(diversityFor("bob"));
  }

  @Test
  void rates_are_told_by_dimension_positions_in_their_order_and_else_the_most_first() {
    JsonNode dimensions = caller.get("/v1/engagement").json().path("dimensions");

    assertThat(dimensions.findValuesAsText("dimension"))
        .containsExactly("layer", "position", "experiment");
    assertThat(dimensions.get(0).path("values").get(0).toString())
        .isEqualTo(
            "{\"value\":\"model\",\"figures\":{\"impressions\":50,\"clicks\":10,\"likes\":0,\"plays\":5,"
                + "\"clickThrough\":0.2,\"likeRate\":0.0,\"playRate\":0.1}}");
    assertThat(dimensions.get(1).path("values").findValuesAsText("value"))
        .containsExactly("1", "3", "10", "21+");
  }

  @Test
  void a_group_is_compared_with_the_control_and_says_how_sure_that_is() {
    JsonNode experiment = caller.get("/v1/experiments").json().path("experiments").get(0);

    assertThat(experiment.path("experiment").asText()).isEqualTo("order");
    assertThat(experiment.path("control").asText()).isEqualTo("calm");
    JsonNode bold = experiment.path("groups").get(0);
    JsonNode calm = experiment.path("groups").get(1);
    assertThat(bold.path("users").asLong()).isEqualTo(3);
    assertThat(bold.at("/figures/clickThrough").asDouble()).isEqualTo(0.25);
    JsonNode absolute = bold.at("/againstControl/clickThrough/absolute");
    assertThat(absolute.path("value").asDouble()).isEqualTo(0.15);
    assertThat(absolute.path("low").asDouble()).isLessThan(0.15);
    assertThat(absolute.path("high").asDouble()).isGreaterThan(0.15);
    assertThat(bold.at("/againstControl/clickThrough/relative/value").asDouble()).isEqualTo(1.5);
    assertThat(bold.at("/againstControl/likeRate").has("relative"))
        .as("nobody of the control liked anything")
        .isFalse();
    assertThat(calm.has("againstControl")).isFalse();
  }

  @Test
  void an_experiment_of_which_nothing_is_known_yet_has_no_rates() {
    backend.sums = Map.of();

    JsonNode group = caller.get("/v1/experiments").json().at("/experiments/0/groups/0");

    assertThat(group.path("users").asLong()).isZero();
    assertThat(group.path("figures").has("clickThrough")).isFalse();
    assertThat(group.path("againstControl")).isEmpty();
    assertThat(caller.get("/v1/engagement").response().body()).isEqualTo("{\"dimensions\":[]}");
  }

  @Test
  void a_user_is_told_what_they_were_shown_and_what_became_of_it() {
    assertThat(caller.get("/v1/users/ada/slates").response().body())
        .isEqualTo(
            "{\"user\":\"ada\",\"slates\":[{\"slateId\":\"s-1\",\"time\":\"2026-03-01T12:00:00Z\","
                + "\"endpoint\":\"feed\",\"scenario\":\"home\",\"groups\":[\"order/bold\"],\"items\":["
                + "{\"item\":\"rye\",\"layer\":\"content\",\"reason\":\"tag\",\"touched\":true,"
                + "\"reactions\":[\"click\",\"like\"]}]}]}");
    backend.shown = user -> new StateAnswer.Absent<>();
    assertThat(caller.get("/v1/users/ada/slates").response().body())
        .isEqualTo("{\"user\":\"ada\",\"slates\":[]}");
    backend.shown = user -> new StateAnswer.Elsewhere<>("10.0.0.7", 7070);
    assertThat(caller.get("/v1/users/ada/slates").problem(503).toString())
        .doesNotContain("10.0.0.7");
  }
}
