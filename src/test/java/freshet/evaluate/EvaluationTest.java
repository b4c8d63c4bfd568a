package freshet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.cooccurrence.CooccurrenceSettings;
import freshet.decay.HalfLife;
import freshet.evaluate.Evaluation.Protocol;
import freshet.event.ContentType;
import freshet.event.EventId;
import freshet.event.Interaction;
import freshet.event.InteractionTypes;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.popularity.PopularitySettings;
import freshet.profile.ProfileSettings;
import freshet.recommend.FreshnessBoost;
import freshet.recommend.Layer;
import freshet.recommend.Mmr;
import freshet.recommend.NeighbourSettings;
import freshet.recommend.RecommendSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Interaction> events = new ArrayList<>();
  private final List<Item> items = new ArrayList<>();

  private Interaction did(String user, String type, String item) {
    int second = events.size();
    Interaction event =
        new Interaction(
            new EventId("e" + second),
            new UserId(user),
            new ItemId(item),
            InteractionTypes.builtIn().find(type).orElseThrow(),
            START.plusSeconds(second),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty());
    events.add(event);
    return event;
  }

  private void viewed(String user, String... viewed) {
    for (String item : viewed) {
      did(user, "view", item);
    }
  }

  private static final ProfileSettings PROFILE =
      new ProfileSettings(200, 2000, 100, 1000, 10, 1, 0);
  private static final CooccurrenceSettings COOCCURRENCE =
      new CooccurrenceSettings(200, new HalfLife(Duration.ofDays(90)), 100, Duration.ofSeconds(1));
  private static final PopularitySettings POPULARITY =
      new PopularitySettings(
          List.of(new HalfLife(Duration.ofHours(1))), 100, Duration.ofSeconds(1));
  private static final RecommendSettings RECOMMEND =
      new RecommendSettings(
          new NeighbourSettings(10, 0, 1, 1, List.of()),
          List.of(0.5, 0.5),
          Map.of(Layer.COLLABORATIVE, 1.0, Layer.CONTENT, 0.1, Layer.POPULARITY, 0.1),
          false,
          new FreshnessBoost(0, Duration.ofDays(7)),
          new Mmr(0));

  static final ReplaySettings SETTINGS =
      new ReplaySettings(PROFILE, COOCCURRENCE, POPULARITY, RECOMMEND);

  private Evaluation.Result evaluate(Protocol protocol, Interaction... test) {
    return new Evaluation(
            new EvaluatedLog(events, items),
            List.of(test),
            new Evaluation.Plan(protocol, 1, START, Instant.MAX),
            SETTINGS,
            Optional.empty())
        .run();
  }

  private static Quality collaborative(Evaluation.Result result) {
    return result.layers().get("collaborative");
  }

  @Test
  void leave_one_out_asks_for_each_user_s_last_event() {
    for (String user : List.of("a", "b", "c")) {
      viewed(user, "first", "second", "third");
    }
    viewed("d", "first", "second", "third");

    Evaluation.Result result = evaluate(Protocol.LEAVE_ONE_OUT);

    assertThat(result.cases()).isEqualTo(4);
    assertThat(collaborative(result).hitRate())
        .as("nobody's last step is learned, so nothing leads to the third")
        .isZero();
  }

  @Test
  void leave_one_out_learns_from_everything_before_the_last_events() {
    viewed("a", "first", "second", "third", "end");
    viewed("b", "first", "second", "third", "end");
    viewed("d", "first", "second", "third");

    Evaluation.Result result = evaluate(Protocol.LEAVE_ONE_OUT);

    assertThat(result.cases()).isEqualTo(3);
    assertThat(collaborative(result).hitRate()).isEqualTo(1 / 3.0);
  }

  @Test
  void validation_asks_for_the_event_before_the_last_and_never_sees_the_last() {
    viewed("a", "first", "second", "third", "end");
    viewed("b", "first", "second", "third", "end");
    viewed("d", "first", "second", "third");

    Evaluation.Result result = evaluate(Protocol.LEAVE_ONE_OUT_VALIDATION);

    assertThat(result.cases()).isEqualTo(3);
    assertThat(result.items()).as("third and end are nobody's to know").isEqualTo(2);
    assertThat(collaborative(result).hitRate()).isEqualTo(1 / 3.0);
  }

  @Test
  void prequential_asks_before_it_learns() {
    viewed("a", "x", "y");
    viewed("b", "x", "y");

    Evaluation.Result result = evaluate(Protocol.PREQUENTIAL);

    assertThat(result.cases()).isEqualTo(4);
    assertThat(collaborative(result).hitRate())
        .as("only the last of the four could be known")
        .isEqualTo(0.25);
  }

  @Test
  void prequential_counts_first_views_only() {
    viewed("a", "x", "x");
    did("a", "like", "x");
    did("a", "like", "y");
    viewed("a", "y");

    assertThat(evaluate(Protocol.PREQUENTIAL).cases()).isEqualTo(2);
  }

  @Test
  void a_log_without_views_is_asked_about_its_only_type() {
    did("a", "play", "x");
    did("a", "play", "y");

    assertThat(evaluate(Protocol.PREQUENTIAL).cases()).isEqualTo(2);
  }

  @Test
  void an_item_is_not_known_before_it_is_made() {
    items.add(
        new Item(
            new ItemId("late"),
            new ContentType("post"),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(START.plusSeconds(1)),
            true));
    viewed("a", "x", "late");

    Evaluation.Result result = evaluate(Protocol.PREQUENTIAL);

    assertThat(result.layers().get(Evaluation.LADDER).hitRate()).isZero();
  }

  @Test
  void next_click_counts_items_seen_before_and_teaches_nothing_about_items() {
    viewed("a", "x", "y", "x");
    Interaction first = did("s1", "view", "x");
    Interaction second = did("s1", "view", "z");
    Interaction third = did("s1", "view", "x");
    Interaction other = did("s2", "view", "z");
    Interaction last = did("s2", "view", "x");
    events.removeAll(List.of(first, second, third, other, last));

    Evaluation.Result result = evaluate(Protocol.NEXT_CLICK, first, second, third, other, last);

    assertThat(result.cases()).isEqualTo(3);
    assertThat(collaborative(result).hitRate())
        .as("what the sessions did is not learned: nothing follows on z")
        .isZero();
  }

  @Test
  void equal_scores_share_the_middle_of_their_places() {
    viewed("a", "x", "p");
    viewed("b", "x", "q");
    viewed("c", "x");
    Interaction target = did("c", "view", "p");
    Replay replay =
        new Replay(
            new EvaluatedLog(events, items),
            new ReplaySettings(PROFILE, COOCCURRENCE, POPULARITY, RECOMMEND));
    events.subList(0, events.size() - 1).forEach(replay::learn);

    Ladder ladder = replay.ladder(Optional.empty());
    assertThat(ladder.each(target, 10, false).get(Layer.COLLABORATIVE).rank()).isEqualTo(1.5);
  }

  @Test
  void rare_items_are_left_out_of_a_log() {
    viewed("a", "x", "y");
    viewed("b", "x");

    EvaluatedLog log = new EvaluatedLog(events, items).withoutRareItems(2);

    assertThat(log.interactions())
        .extracting(event -> event.item().value())
        .containsExactly("x", "x");
  }

  @Test
  void users_of_a_single_event_are_cases_too_and_are_told_apart() {
    viewed("a", "x", "y");
    viewed("b", "x");

    Slices slices = evaluate(Protocol.PREQUENTIAL).slices();

    assertThat(slices.history()).extracting(Slice::name).containsExactly("0", "1");
    assertThat(slices.history()).extracting(Slice::cases).containsExactly(2L, 1L);
    assertThat(slices.itemAge())
        .as("x is two seconds old when b comes")
        .extracting(Slice::name)
        .containsExactly("new", "< 1 h");
  }

  @Test
  void an_item_is_as_old_as_the_log_says_and_not_as_its_first_event() {
    items.add(
        new Item(
            new ItemId("x"),
            new ContentType("post"),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(START.minus(Duration.ofDays(2))),
            true));
    viewed("a", "x");

    assertThat(evaluate(Protocol.PREQUENTIAL).slices().itemAge())
        .extracting(Slice::name)
        .containsExactly("1–3 d");
  }

  @Test
  void the_slices_of_every_protocol_hold_all_its_cases() {
    for (String user : List.of("a", "b", "c")) {
      viewed(user, "first", "second", "third", "fourth");
    }
    for (Protocol protocol : Protocol.values()) {
      Evaluation.Result result = evaluate(protocol);

      assertThat(result.slices().all().cases()).isEqualTo(result.cases()).isPositive();
      result
          .layers()
          .forEach(
              (layer, quality) ->
                  assertThat(result.slices().all().layers().get(layer).ndcg())
                      .isEqualTo(quality.ndcg()));
    }
  }

  @Test
  void how_far_it_has_come_is_told_part_by_part() {
    viewed("a", "x", "y", "z");
    List<String> told = new ArrayList<>();

    new Evaluation(
            new EvaluatedLog(events, items),
            List.of(),
            new Evaluation.Plan(Protocol.PREQUENTIAL, 1, START.plusSeconds(2), Instant.MAX),
            new ReplaySettings(PROFILE, COOCCURRENCE, POPULARITY, RECOMMEND),
            Optional.empty())
        .run(
            new EvaluationListener() {
              @Override
              public void begin(String work, String unit, long total) {
                told.add("%s %d %s".formatted(work, total, unit));
              }

              @Override
              public void reached(long count) {
                told.add(Long.toString(count));
              }
            });

    assertThat(told)
        .containsExactly("Learning 2 interactions", "1", "2", "Asking 1 interactions", "1");
  }
}
