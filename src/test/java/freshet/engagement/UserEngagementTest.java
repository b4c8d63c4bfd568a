package freshet.engagement;

import static freshet.engagement.Shows.ANN;
import static freshet.engagement.Shows.START;
import static freshet.engagement.Shows.did;
import static freshet.engagement.Shows.slate;
import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.Interaction;
import freshet.event.ItemId;
import freshet.recommend.experiment.Group;
import freshet.recommend.impression.Cell;
import freshet.recommend.impression.Dimension;
import freshet.recommend.impression.Reaction;
import freshet.recommend.impression.Response;
import freshet.recommend.impression.ServedSlate;
import freshet.recommend.impression.ShownSlate;
import freshet.recommend.impression.Sums;
import freshet.recommend.impression.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserEngagementTest {
  private static final EngagementSettings SETTINGS =
      new EngagementSettings(1, 4, Duration.ofHours(1), 30, Duration.ofSeconds(1));
  private static final Group ONE = new Group("order", "one");

  private UserEngagement engagement = UserEngagement.EMPTY;
  private final Map<Cell, Sums> sums = new HashMap<>();

  private boolean apply(UserEngagement.Applied applied) {
    boolean changed = !applied.equals(new UserEngagement.Applied(engagement, Map.of()));
    engagement = applied.engagement();
    applied.changes().forEach((cell, change) -> sums.merge(cell, change, Sums::plus));
    return changed;
  }

  private boolean show(ServedSlate slate) {
    return apply(engagement.show(slate, SETTINGS));
  }

  private boolean answer(Interaction interaction) {
    return apply(engagement.answer(interaction, SETTINGS));
  }

  private boolean erase(int second) {
    return apply(engagement.erase(ANN, START.plusSeconds(second)));
  }

  private Tally tally(Dimension dimension, String value) {
    Sums found = sums.getOrDefault(new Cell(dimension, value), Sums.ZERO);
    return new Tally(
        found.impressions(), found.clicks().sum(), found.likes().sum(), found.plays().sum());
  }

  @Test
  void a_slate_counts_an_impression_for_each_of_its_items_in_each_dimension() {
    show(slate("s", 0, List.of(ONE), "a", "b", "c"));

    Tally three = new Tally(3, 0, 0, 0);
    assertThat(tally(Dimension.LAYER, "content")).isEqualTo(three);
    assertThat(tally(Dimension.REASON, "tag")).isEqualTo(three);
    assertThat(tally(Dimension.SCENARIO, "home")).isEqualTo(three);
    assertThat(tally(Dimension.MODEL, "m-1")).isEqualTo(three);
    assertThat(tally(Dimension.ENDPOINT, "recommendations")).isEqualTo(three);
    assertThat(tally(Dimension.EXPERIMENT, "order/one")).isEqualTo(three);
    for (String position : List.of("1", "2", "3")) {
      assertThat(tally(Dimension.POSITION, position)).isEqualTo(Tally.IMPRESSION);
    }
    assertThat(sums.get(Cell.of(ONE)).users()).isEqualTo(1);
    assertThat(sums).hasSize(9);
  }

  @Test
  void places_behind_the_twentieth_are_counted_together() {
    show(slate("s", 0, IntStream.range(0, 30).mapToObj(i -> "i" + i).toArray(String[]::new)));

    assertThat(tally(Dimension.POSITION, "20")).isEqualTo(Tally.IMPRESSION);
    assertThat(tally(Dimension.POSITION, "21+")).isEqualTo(new Tally(10, 0, 0, 0));
  }

  @Test
  void a_view_is_a_click_a_like_a_like_and_a_play_a_play() {
    show(slate("s", 0, "a", "b"));
    answer(did("view", "b", "s", 5));
    answer(did("like", "b", "s", 6));
    answer(did("play", "a", "s", 7));

    assertThat(tally(Dimension.LAYER, "content")).isEqualTo(new Tally(2, 1, 1, 1));
    assertThat(tally(Dimension.POSITION, "2")).isEqualTo(new Tally(1, 1, 1, 0));
    assertThat(tally(Dimension.POSITION, "1")).isEqualTo(new Tally(1, 0, 0, 1));
  }

  @Test
  void a_reaction_counts_once_for_each_item_of_a_slate_and_an_undo_takes_nothing_back() {
    show(slate("s", 0, "a"));
    show(slate("t", 1, "a"));
    assertThat(answer(did("like", "a", "s", 5))).isTrue();
    assertThat(answer(did("like", "a", "s", 6))).isFalse();
    assertThat(answer(did("undo-like", "a", "s", 7))).isFalse();
    assertThat(answer(did("like", "a", "s", 8))).isFalse();
    assertThat(answer(did("like", "a", "t", 9))).isTrue();

    assertThat(tally(Dimension.REASON, "tag")).isEqualTo(new Tally(2, 0, 2, 0));
  }

  @Test
  void other_types_touch_an_item_and_count_nowhere() {
    show(slate("s", 0, "a", "b"));
    Map<Cell, Sums> before = Map.copyOf(sums);

    assertThat(answer(did("dislike", "a", "s", 5))).isTrue();

    assertThat(sums).isEqualTo(before);
    assertThat(engagement.untouched(ANN, START.minusSeconds(1)))
        .isEqualTo(Map.of(new ItemId("b"), 1));
  }

  @Test
  void what_names_no_slate_another_one_or_an_item_that_was_not_in_it_answers_nothing() {
    show(slate("s", 0, "a"));

    assertThat(answer(did("view", "a", null, 5))).isFalse();
    assertThat(answer(did("view", "a", "t", 5))).isFalse();
    assertThat(answer(did("view", "b", "s", 5))).isFalse();
    assertThat(tally(Dimension.LAYER, "content")).isEqualTo(Tally.IMPRESSION);
  }

  @Test
  void what_is_done_before_its_slate_arrives_or_after_the_window_answers_nothing() {
    assertThat(answer(did("view", "a", "s", 5))).isFalse();
    show(slate("s", 0, "a", "b"));
    assertThat(answer(did("view", "a", "s", 3_601))).isFalse();
    assertThat(answer(did("view", "b", "s", 3_600))).isTrue();

    assertThat(tally(Dimension.LAYER, "content")).isEqualTo(new Tally(2, 1, 0, 0));
  }

  @Test
  void a_slate_that_arrives_twice_or_is_empty_is_counted_once_and_not_at_all() {
    assertThat(show(slate("s", 0, "a"))).isTrue();
    answer(did("view", "a", "s", 1));
    assertThat(show(slate("s", 0, "a"))).isFalse();
    assertThat(show(slate("t", 0))).isFalse();

    assertThat(tally(Dimension.LAYER, "content")).isEqualTo(new Tally(1, 1, 0, 0));
  }

  private List<String> kept() {
    return engagement.slates().stream().map(KeptSlate::id).toList();
  }

  @Test
  void the_latest_slates_are_kept_in_the_order_they_were_served() {
    for (int second : new int[] {30, 10, 50, 20, 40}) {
      show(slate("s" + second, second, "a"));
    }

    assertThat(kept()).containsExactly("s20", "s30", "s40", "s50");
    assertThat(show(slate("s15", 15, "a"))).as("one that would not be kept").isFalse();
    assertThat(show(slate("s4000", 4_000, "a"))).isTrue();
    assertThat(kept()).as("those beyond the window go").containsExactly("s4000");
    assertThat(show(slate("s390", 390, "a"))).as("too late").isFalse();
    assertThat(show(slate("s401", 401, "a"))).isTrue();
  }

  @Test
  void shown_and_never_touched_is_counted_by_item() {
    show(slate("s", 0, "a", "b"));
    show(slate("t", 100, "a", "c"));
    show(slate("u", 200, "a", "b"));
    answer(did("view", "b", "u", 201));

    assertThat(engagement.untouched(ANN, START.minusSeconds(1)))
        .isEqualTo(Map.of(new ItemId("a"), 3, new ItemId("c"), 1));
    assertThat(engagement.untouched(ANN, START.plusSeconds(100)))
        .isEqualTo(Map.of(new ItemId("a"), 1));
  }

  @Test
  void what_is_kept_can_be_shown() {
    show(slate("s", 0, List.of(ONE), "a", "é"));
    show(slate("t", 1, "b"));
    answer(did("like", "é", "s", 2));

    List<ShownSlate> shown = engagement.open(ANN);

    assertThat(shown).extracting(one -> one.slate().id()).containsExactly("t", "s");
    assertThat(shown.get(1).slate()).isEqualTo(slate("s", 0, List.of(ONE), "a", "é"));
    assertThat(shown.get(1).responses())
        .containsExactly(Response.NONE, new Response(true, Set.of(Reaction.LIKE)));
  }

  @Test
  void an_erasure_takes_all_and_what_the_groups_counted_with_it() {
    show(slate("s", 0, List.of(ONE), "a", "b"));
    answer(did("view", "a", "s", 1));

    assertThat(erase(10)).isTrue();

    assertThat(sums.get(Cell.of(ONE))).isEqualTo(Sums.ZERO);
    assertThat(tally(Dimension.LAYER, "content"))
        .as("nobody can be told apart in it")
        .isEqualTo(new Tally(2, 1, 0, 0));
    assertThat(engagement)
        .isEqualTo(new UserEngagement(List.of(), Map.of(), START.plusSeconds(10)));
    assertThat(show(slate("late", 9, List.of(ONE), "a"))).isFalse();
    assertThat(erase(10)).as("once more").isFalse();
    assertThat(show(slate("new", 11, List.of(ONE), "a"))).isTrue();
    assertThat(sums.get(Cell.of(ONE))).isEqualTo(Sums.ofUser(Tally.IMPRESSION));
  }

  @Test
  void what_was_shown_after_the_time_of_an_erasure_stays() {
    show(slate("s", 0, List.of(ONE), "a", "b"));
    show(slate("t", 20, List.of(ONE), "a"));
    answer(did("view", "a", "t", 21));

    erase(10);

    assertThat(kept()).containsExactly("t");
    assertThat(sums.get(Cell.of(ONE))).isEqualTo(Sums.ofUser(new Tally(1, 1, 0, 0)));
  }

  @Test
  void the_groups_that_changed_long_ago_are_forgotten() {
    for (int i = 0; i < 70; i++) {
      show(slate("s" + i, i, List.of(new Group("e" + i, "v")), "a"));
    }

    assertThat(engagement.tallies()).hasSize(64).doesNotContainKey(new Group("e5", "v"));
    assertThat(engagement.tallies()).containsKey(new Group("e6", "v"));
  }

  /** A random life of many users, each in some groups. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sums_of_groups_equal_those_made_anew_of_all_that_users_were_counted_with(long seed) {
    Random random = new Random(seed);
    List<Group> groups = List.of(ONE, new Group("order", "two"), new Group("other", "x"));
    Map<Cell, Sums> added = new HashMap<>();
    Map<Cell, Sums> scratch = new HashMap<>();
    for (int user = 0; user < 40; user++) {
      UserEngagement one = UserEngagement.EMPTY;
      List<Group> own = groups.stream().filter(group -> random.nextBoolean()).toList();
      for (int step = 0; step < 30; step++) {
        UserEngagement.Applied applied = step(one, own, step, random);
        one = applied.engagement();
        applied.changes().forEach((cell, change) -> added.merge(cell, change, Sums::plus));
      }
      one.tallies()
          .forEach((group, tally) -> scratch.merge(Cell.of(group), Sums.ofUser(tally), Sums::plus));
      for (Group group : own) {
        scratch.putIfAbsent(Cell.of(group), Sums.ZERO);
      }
    }
    Map<Cell, Sums> ofGroups = new HashMap<>(added);
    ofGroups.keySet().removeIf(cell -> cell.dimension() != Dimension.EXPERIMENT);
    scratch.forEach((cell, expected) -> assertThat(ofGroups.get(cell)).isEqualTo(expected));
    assertThat(ofGroups.keySet()).isEqualTo(scratch.keySet());
  }

  private static UserEngagement.Applied step(
      UserEngagement before, List<Group> own, int step, Random random) {
    int second = step * 400;
    if (random.nextInt(20) == 0) {
      return before.erase(ANN, START.plusSeconds(second - random.nextInt(2_000)));
    }
    if (random.nextBoolean() || before.slates().isEmpty()) {
      List<String> items = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(6); i++) {
        items.add("i" + i);
      }
      return before.show(slate("s" + step, second, own, items.toArray(String[]::new)), SETTINGS);
    }
    KeptSlate any = before.slates().get(random.nextInt(before.slates().size()));
    String type = List.of("view", "like", "play", "bookmark").get(random.nextInt(4));
    return before.answer(did(type, "i" + random.nextInt(6), any.id(), second), SETTINGS);
  }

  @Test
  void a_reaction_that_is_none_leaves_a_response_touched() {
    assertThat(Response.NONE.with(Optional.empty())).isEqualTo(new Response(true, Set.of()));
  }
}
