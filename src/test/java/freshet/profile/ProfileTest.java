package freshet.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import freshet.event.Effect;
import freshet.event.EventId;
import freshet.event.Interaction;
import freshet.event.InteractionType;
import freshet.event.InteractionTypes;
import freshet.event.ItemId;
import freshet.event.Transition;
import freshet.event.UserId;
import freshet.recommend.UserHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
  private static final ProfileSettings WIDE =
      new ProfileSettings(1_000, 100, 100, 1_000, 4, 0.5, 0);
  private static final ProfileSettings BOTH_WAYS =
      new ProfileSettings(1_000, 100, 100, 1_000, 4, 0.5, 0.25);
  private static final InteractionTypes TYPES = InteractionTypes.builtIn();
  private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

  private int ids;

  private Interaction event(String type, String item, int second) {
    return event("e" + ids++, type, item, second);
  }

  private static Interaction event(String id, String type, String item, int second) {
    InteractionType known = TYPES.find(type).orElseThrow();
    return Interaction.of(
        new EventId(id), new UserId("u"), new ItemId(item), known, START.plusSeconds(second));
  }

  /** A profile and what all effects so far add up to. */
  private static final class Telling {
    private final ProfileSettings settings;
    private Profile profile = Profile.EMPTY;
    private int events;
    private final Map<String, Double> weights = new TreeMap<>();
    private final Map<String, Double> steps = new TreeMap<>();
    private List<Effect> last = List.of();

    Telling(ProfileSettings settings) {
      this.settings = settings;
    }

    Telling tell(List<Interaction> interactions) {
      for (Interaction interaction : interactions) {
        Profile.Applied applied = profile.apply(interaction, settings);
        profile = applied.profile();
        last = applied.effects();
        for (Effect effect : last) {
          events += effect.events();
          add(weights, effect.item() + " at " + effect.time(), effect.weight());
          for (Transition step : effect.transitions()) {
            add(steps, step.from() + ">" + step.to() + " at " + effect.time(), step.weight());
          }
        }
      }
      return this;
    }

    private static void add(Map<String, Double> sums, String key, double weight) {
      // Halves, thirds and quarters add up exactly enough in units of 1/5040, as the stores keep
      // them.
      double sum = Math.round((sums.getOrDefault(key, 0.0) + weight) * 5040) / 5040.0;
      if (sum == 0) {
        sums.remove(key);
      } else {
        sums.put(key, sum);
      }
    }

    List<ItemId> hidden() {
      return profile.toHistory().hidden();
    }
  }

  private static Telling told(ProfileSettings settings, List<Interaction> interactions) {
    return new Telling(settings).tell(interactions);
  }

  private static Telling told(Interaction... interactions) {
    return told(WIDE, List.of(interactions));
  }

  private static List<String> steps(Effect effect) {
    return effect.transitions().stream()
        .map(step -> step.from() + ">" + step.to() + " " + step.weight())
        .toList();
  }

  /** Distinct times, few items, every type. */
  private static List<Interaction> random(long seed, int size) {
    Random random = new Random(seed);
    List<InteractionType> types = List.copyOf(TYPES.all());
    List<Interaction> events = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String type = types.get(random.nextInt(types.size())).name();
      events.add(event("r" + i, type, "i" + random.nextInt(6), i));
    }
    return events;
  }

  @Test
  void an_interaction_follows_the_last_distinct_items_by_distance() {
    Telling user =
        told(
            event("view", "a", 1),
            event("view", "b", 2),
            event("view", "a", 3),
            event("view", "c", 4));

    assertThat(steps(user.last.get(0))).containsExactly("a>c 1.0", "b>c 0.5");
  }

  @Test
  void a_part_of_a_step_leads_back_to_the_nearest_item() {
    Telling user =
        told(
            BOTH_WAYS,
            List.of(event("view", "a", 1), event("view", "b", 2), event("dislike", "c", 3)));

    assertThat(steps(user.last.get(0))).containsExactly("b>c 0.5", "a>c 0.25", "c>b 0.125");
  }

  @Test
  void no_item_follows_itself_and_no_more_than_the_window_is_followed() {
    List<Interaction> events = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      events.add(event("view", "i" + i, i));
    }
    events.add(event("like", "i6", 7));

    Telling user = told(WIDE, events);

    assertThat(steps(user.last.get(0)))
        .containsExactly("i5>i6 1.0", "i4>i6 0.5", "i3>i6 " + 1 / 3.0, "i2>i6 0.25");
  }

  @Test
  void a_step_to_what_somebody_spoke_against_weighs_less_and_may_weigh_nothing() {
    Telling user = told(event("view", "a", 1), event("dislike", "b", 2));
    assertThat(steps(user.last.get(0))).containsExactly("a>b 0.5");
    assertThat(user.last.get(0).weight()).isEqualTo(-2);

    ProfileSettings none = new ProfileSettings(1_000, 100, 100, 1_000, 4, 0, 0);
    user = told(none, List.of(event("view", "a", 1), event("dislike", "b", 2)));
    assertThat(user.steps).isEmpty();
  }

  @Test
  void an_event_that_comes_late_is_followed_by_what_came_before_it() {
    Telling late = told(event("view", "a", 1), event("view", "c", 3), event("view", "b", 2));

    assertThat(late.last).hasSize(2);
    assertThat(steps(late.last.get(0))).containsExactly("a>b 1.0");
    assertThat(late.last.get(1).time()).isEqualTo(START.plusSeconds(3));
    assertThat(steps(late.last.get(1))).containsExactly("a>c -1.0", "b>c 1.0", "a>c 0.5");
    assertThat(late.last.get(1).events()).isZero();
    assertThat(late.last.get(1).weight()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void the_order_of_arrival_changes_nothing(long seed) {
    List<Interaction> events = random(seed, 60);
    Telling inOrder = told(BOTH_WAYS, events);
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      List<Interaction> shuffled = new ArrayList<>(events);
      Collections.shuffle(shuffled, random);
      Telling other = told(BOTH_WAYS, shuffled);

      assertThat(other.profile.history()).isEqualTo(inOrder.profile.history());
      assertThat(other.profile.hidden()).isEqualTo(inOrder.profile.hidden());
      assertThat(other.events).isEqualTo(events.size()).isEqualTo(inOrder.events);
      assertThat(other.weights).isEqualTo(inOrder.weights);
      assertThat(other.steps).isEqualTo(inOrder.steps);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void what_was_sent_on_is_what_the_history_holds(long seed) {
    List<Interaction> events = random(seed, 80);
    Collections.shuffle(events, new Random(seed));
    Telling user = told(BOTH_WAYS, events);

    Map<String, Double> expected = new HashMap<>();
    List<Entry> history = user.profile.history();
    for (int i = 0; i < history.size(); i++) {
      if (!history.get(i).isUndo()) {
        for (Transition step : BOTH_WAYS.steps().to(history, i)) {
          Telling.add(
              expected,
              step.from() + ">" + step.to() + " at " + history.get(i).time(),
              step.weight());
        }
      }
    }
    assertThat(user.steps).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void an_event_that_comes_twice_changes_nothing(long seed) {
    List<Interaction> once = random(seed, 40);
    List<Interaction> twice = new ArrayList<>(once);
    twice.addAll(once);
    Collections.shuffle(once, new Random(seed));
    Collections.shuffle(twice, new Random(seed + 1));

    Telling a = told(BOTH_WAYS, once);
    Telling b = told(BOTH_WAYS, twice);

    assertThat(b.profile.history()).isEqualTo(a.profile.history());
    assertThat(b.profile.version()).isEqualTo(a.profile.version()).isEqualTo(40);
    assertThat(b.events).isEqualTo(40);
    assertThat(b.weights).isEqualTo(a.weights);
    assertThat(b.steps).isEqualTo(a.steps);
  }

  @Test
  void an_undo_takes_back_weight_and_steps_to_and_from() {
    Telling without = told(event("view", "a", 1), event("view", "c", 3));
    Telling undone =
        told(
            event("view", "a", 1),
            event("like", "b", 2),
            event("view", "c", 3),
            event("undo-like", "b", 4));

    assertThat(undone.weights).isEqualTo(without.weights);
    assertThat(undone.steps).isEqualTo(without.steps);
    assertThat(undone.events).isEqualTo(4);
    assertThat(undone.profile.toHistory().recent())
        .extracting(UserHistory.Touch::item)
        .containsExactly(new ItemId("c"), new ItemId("a"));
  }

  @Test
  void an_undo_takes_back_only_its_type_only_its_item_and_only_what_was_before() {
    Telling user =
        told(
            event("like", "a", 1),
            event("bookmark", "a", 2),
            event("like", "b", 3),
            event("like", "a", 9),
            event("undo-like", "a", 5));

    assertThat(user.profile.toHistory().recent())
        .extracting(touch -> touch.type().name() + " " + touch.item())
        .containsExactly("like a", "like b", "bookmark a");
  }

  @Test
  void an_undo_may_come_before_what_it_undoes() {
    Telling user = told(event("undo-like", "a", 5), event("like", "a", 1));

    assertThat(user.profile.toHistory().isEmpty()).isTrue();
    assertThat(user.weights).isEmpty();
    assertThat(user.events).isEqualTo(2);
  }

  @Test
  void a_dislike_hides_for_good_until_it_is_undone() {
    Telling user = told(event("dislike", "a", 1), event("like", "a", 2), event("view", "a", 3));
    assertThat(user.hidden()).containsExactly(new ItemId("a"));

    user.tell(List.of(event("undo-like", "a", 4)));
    assertThat(user.hidden()).containsExactly(new ItemId("a"));

    user.tell(List.of(event("undo-dislike", "a", 0)));
    assertThat(user.hidden()).containsExactly(new ItemId("a"));

    user.tell(List.of(event("undo-dislike", "a", 5)));
    assertThat(user.hidden()).isEmpty();
  }

  @Test
  void what_two_types_hide_is_shown_when_both_are_undone() {
    InteractionType report = InteractionType.speaksAgainst("report", 1);
    List<InteractionType> types = new ArrayList<>(TYPES.all());
    types.add(report);
    types.add(InteractionType.undo("report"));
    InteractionTypes more = new InteractionTypes(types);
    Telling user = told(event("dislike", "a", 1));
    user.tell(List.of(typed(report, 2), typed(more.find("undo-dislike").orElseThrow(), 3)));
    assertThat(user.hidden()).containsExactly(new ItemId("a"));

    user.tell(List.of(typed(more.find("undo-report").orElseThrow(), 4)));
    assertThat(user.hidden()).isEmpty();
  }

  private Interaction typed(InteractionType type, int second) {
    return Interaction.of(
        new EventId("t" + ids++),
        new UserId("u"),
        new ItemId("a"),
        type,
        START.plusSeconds(second));
  }

  @Test
  void a_hidden_item_stays_hidden_when_its_interaction_has_left_the_history() {
    ProfileSettings narrow = new ProfileSettings(10, 100, 100, 1_000, 4, 0.5, 0);
    List<Interaction> events = new ArrayList<>();
    events.add(event("dislike", "bad", 0));
    for (int i = 1; i <= 20; i++) {
      events.add(event("view", "i" + i, i));
    }
    assertThat(told(narrow, events).hidden()).containsExactly(new ItemId("bad"));
  }

  @Test
  void everything_is_bounded() {
    ProfileSettings narrow = new ProfileSettings(10, 5, 3, 10, 4, 0.5, 0);
    List<Interaction> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      events.add(event(i % 2 == 0 ? "view" : "dislike", "i" + i, i));
    }

    Profile profile = told(narrow, events).profile;

    assertThat(profile.history()).hasSize(10);
    assertThat(profile.history().get(0).item()).isEqualTo(new ItemId("i90"));
    assertThat(profile.earlier().toList())
        .extracting(ItemId::value)
        .containsExactly("i89", "i88", "i87", "i86", "i85");
    assertThat(profile.hidden())
        .extracting(hidden -> hidden.item().value())
        .containsExactly("i95", "i97", "i99");
    assertThat(profile.eventIds().toBytes().remaining()).isEqualTo(10 * Long.BYTES);
    assertThat(profile.version()).isEqualTo(100);
    assertThat(profile.history().get(9).item()).isEqualTo(new ItemId("i99"));
  }

  @Test
  void interactions_of_the_same_time_stay_in_their_order_of_arrival() {
    Telling user = told(event("view", "b", 1), event("view", "a", 1), event("view", "c", 1));
    assertThat(user.profile.history())
        .extracting(entry -> entry.item().value())
        .containsExactly("b", "a", "c");
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThat(catchThrowable(() -> new ProfileSettings(9, 0, 1, 10, 1, 0, 0)))
        .hasMessage("profile.history is 9; give 10 to 10000");
    assertThat(catchThrowable(() -> new ProfileSettings(10, 0, 1, 10, 51, 0, 0)))
        .hasMessage("cooccurrence.window is 51; give 1 to 50");
  }
}
