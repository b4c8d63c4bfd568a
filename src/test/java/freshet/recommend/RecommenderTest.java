package freshet.recommend;

import static freshet.recommend.Site.ADA;
import static freshet.recommend.Site.ask;
import static freshet.recommend.Site.id;
import static freshet.recommend.Site.ids;
import static freshet.recommend.Site.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import freshet.event.InvalidInputException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecommenderTest {
  private final Site site = new Site();

  @Test
  void a_user_nobody_has_seen_gets_what_is_popular() {
    site.item("chess", "game").item("go", "game");
    site.popular("game", "chess", 0.1).popular("game", "go", 0.2);
    Slate slate = site.forAda(2);

    assertThat(ids(slate)).containsExactly("go", "chess");
    assertThat(slate.degraded()).isFalse();
    assertThat(slate.note()).isEmpty();
    assertThat(slate.items())
        .allSatisfy(
            item -> {
              assertThat(item.layer()).isEqualTo(Layer.POPULARITY);
              assertThat(item.reason().text()).isEqualTo("trending in games");
            });
  }

  @Test
  void what_follows_on_the_users_items_comes_first_with_the_reason() {
    site.item("seen", "game").item("next", "game").item("go", "game");
    site.follows("seen", "next", 0.3).popular("game", "go", 0.1).ada("like", "seen");
    Slate slate = site.forAda(2);

    assertThat(ids(slate)).containsExactly("next", "go");
    assertThat(slate.items().get(0).layer()).isEqualTo(Layer.COLLABORATIVE);
    assertThat(slate.items().get(0).reason())
        .isEqualTo(
            new Reason(Reason.Kind.AFTER, "because you liked seen", Optional.of(id("seen"))));
  }

  @Test
  void what_nobody_has_touched_is_found_by_its_tags() {
    site.item("seen", "game", "chess").item("fresh", "game", "chess").ada("view", "seen");
    Slate slate = site.forAda(1);

    assertThat(ids(slate)).containsExactly("fresh");
    assertThat(slate.items().get(0).layer()).isEqualTo(Layer.CONTENT);
    assertThat(slate.items().get(0).reason().text()).isEqualTo("more about chess");
  }

  @Test
  void the_score_is_the_weighted_sum_of_what_the_layers_believe() {
    site.item("seen", "game", "chess").item("next", "game", "chess");
    site.follows("seen", "next", 0.5).popular("game", "next", 0.2).ada("view", "seen");
    SlateItem next = site.forAda(1).items().get(0);

    assertThat(next.contributions())
        .containsOnlyKeys(Layer.COLLABORATIVE, Layer.CONTENT, Layer.POPULARITY);
    assertThat(next.contributions().get(Layer.COLLABORATIVE)).isCloseTo(0.45, within(1e-9));
    assertThat(next.contributions().get(Layer.CONTENT)).isCloseTo(0.3 * 0.5, within(1e-9));
    assertThat(next.contributions().get(Layer.POPULARITY)).isCloseTo(0.3 * 0.2, within(1e-9));
    assertThat(next.score()).isCloseTo(0.45 + 0.15 + 0.06, within(1e-9));
    assertThat(next.layer()).isEqualTo(Layer.COLLABORATIVE);
  }

  @Test
  void an_interaction_changes_the_next_slate() {
    site.item("a", "game").item("b", "game").item("x", "game").item("y", "game");
    site.follows("a", "x", 0.3).follows("b", "y", 0.3).popular("game", "b", 0.05);
    site.ada("view", "a");
    assertThat(ids(site.forAda(2))).containsExactly("x", "b");

    site.ada("view", "b");

    assertThat(ids(site.forAda(2))).containsExactly("y", "x");
    assertThat(item(site.forAda(2), "y").reason().text()).isEqualTo("because you viewed b");
  }

  @Test
  void a_dislike_removes_the_item_and_speaks_less_than_a_like_for_what_follows_on_it() {
    site.item("a", "game").item("bad", "game").item("x", "game").item("y", "game");
    site.follows("a", "bad", 0.4).follows("a", "x", 0.1).follows("a", "y", 0.5);
    site.follows("bad", "x", 0.3).ada("view", "a").ada("like", "bad");
    assertThat(ids(site.forAda(3))).containsExactly("x", "y");

    site.ada("dislike", "bad");

    assertThat(ids(site.forAda(3))).containsExactly("y", "x");
  }

  @Test
  void a_dislike_lowers_what_is_like_the_item() {
    site.item("a", "game", "space").item("bad", "game", "horror").item("ok", "game", "space");
    site.item("mixed", "game", "space", "horror").ada("view", "a");
    double before = item(site.forAda(2), "mixed").score();

    site.ada("dislike", "bad");

    assertThat(item(site.forAda(2), "mixed").score()).isLessThan(before);
    assertThat(ids(site.forAda(2))).containsExactly("ok", "mixed");
  }

  @Test
  void a_taken_back_like_no_longer_speaks() {
    site.item("x", "game").follows("a", "x", 0.3).ada("like", "a");
    assertThat(site.forAda(1).items().get(0).layer()).isEqualTo(Layer.COLLABORATIVE);

    site.histories.put(ADA, UserHistory.EMPTY);

    assertThat(site.forAda(1).items().get(0).layer()).isEqualTo(Layer.POPULARITY);
  }

  @Test
  void young_items_are_lifted() {
    site.item("old", "game").item("new", "game", Site.NOW);
    site.popular("game", "old", 0.11).popular("game", "new", 0.1);

    assertThat(ids(site.recommender(Site.settings(0, 0)).recommend(ask(2))))
        .containsExactly("old", "new");
    Slate lifted = site.recommender(Site.settings(0.5, 0)).recommend(ask(2));
    assertThat(ids(lifted)).containsExactly("new", "old");
    assertThat(item(lifted, "new").score()).isCloseTo(0.3 * 0.1 * 1.5, within(1e-12));
    assertThat(item(lifted, "new").contributions()).isEqualTo(Map.of(Layer.POPULARITY, 0.3 * 0.1));
  }

  @Test
  void like_items_are_kept_apart() {
    site.item("chess", "game", "board").item("go", "game", "board").item("tetris", "game", "video");
    site.popular("game", "chess", 0.3).popular("game", "go", 0.29).popular("game", "tetris", 0.28);

    assertThat(ids(site.recommender(Site.settings(0, 0)).recommend(ask(3))))
        .containsExactly("chess", "go", "tetris");
    assertThat(ids(site.recommender(Site.settings(0, 0.15)).recommend(ask(3))))
        .containsExactly("chess", "tetris", "go");
  }

  @Test
  void a_type_narrows_the_slate() {
    site.item("chess", "game").item("alien", "movie");
    site.popular("game", "chess", 0.1).popular("movie", "alien", 0.2);
    Slate slate = site.recommender().recommend(ask(2, "game"));

    assertThat(ids(slate)).containsExactly("chess");
    assertThat(slate.note()).contains("only 1 item is known yet");
  }

  @Test
  void a_type_no_item_has_is_said_so() {
    site.item("chess", "game").popular("game", "chess", 0.1);
    Slate slate = site.recommender().recommend(ask(5, "opera"));

    assertThat(slate.items()).isEmpty();
    assertThat(slate.degraded()).isFalse();
    assertThat(slate.note()).contains("no item has the content type \"opera\"");
  }

  @Test
  void with_nothing_known_the_slate_is_empty_and_says_why() {
    Slate slate = site.forAda(10);

    assertThat(slate.items()).isEmpty();
    assertThat(slate.degraded()).isFalse();
    assertThat(slate.note()).contains("no items and no interactions are known yet");
  }

  @Test
  void who_has_seen_everything_is_told_so() {
    site.item("a", "game").item("b", "game").ada("view", "a");
    assertThat(site.forAda(3).note())
        .contains("only 1 item is left to show: the rest was seen, hidden or excluded");

    site.ada("view", "b");

    assertThat(site.forAda(3).items()).isEmpty();
    assertThat(site.forAda(3).note())
        .contains("nothing is left to show: the rest was seen, hidden or excluded");
  }

  @Test
  void a_small_catalogue_is_no_fault_of_the_user() {
    site.item("a", "game").item("b", "game");

    assertThat(site.forAda(3).note()).contains("only 2 items are known yet");
  }

  @Test
  void a_full_slate_needs_no_note() {
    site.item("a", "game").item("b", "game");

    assertThat(site.forAda(2).note()).isEmpty();
  }

  @Test
  void items_nobody_described_can_be_recommended() {
    site.popularity.add(Optional.empty(), id("unknown"), 0.2);
    site.follows("a", "undescribed", 0.2).ada("view", "a");
    Slate slate = site.forAda(2);

    assertThat(ids(slate)).containsExactly("undescribed", "unknown");
    assertThat(item(slate, "unknown").reason().text()).isEqualTo("trending now");
  }

  @Test
  void items_nobody_described_are_of_no_type() {
    site.popular("game", "unknown", 0.2).item("chess", "game");

    assertThat(ids(site.recommender().recommend(ask(2, "game")))).containsExactly("chess");
  }

  @Test
  void deleted_and_withdrawn_items_are_not_recommended() {
    site.withdrawn("withdrawn", "game").catalogue.delete(id("deleted"));
    site.popular("game", "withdrawn", 0.2).popular("game", "deleted", 0.2);
    site.follows("a", "withdrawn", 0.2).follows("a", "deleted", 0.2).ada("view", "a");

    assertThat(site.forAda(5).items()).isEmpty();
  }

  @Test
  void the_newest_fill_up_behind_all_others() {
    site.item("popular", "game").popular("game", "popular", 0.001);
    for (int i = 0; i < 5; i++) {
      site.item("new" + i, "movie", Site.NOW.minus(Duration.ofDays(i)));
    }
    Slate slate = site.recommender(Site.settings(0, 0)).recommend(ask(4));

    assertThat(ids(slate)).containsExactly("popular", "new0", "new1", "new2");
    assertThat(slate.items())
        .extracting(SlateItem::score)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a))
        .doesNotHaveDuplicates();
    SlateItem filling = item(slate, "new0");
    assertThat(filling.layer()).isEqualTo(Layer.POPULARITY);
    assertThat(filling.reason().text()).isEqualTo("new in movies");
    assertThat(filling.contributions()).isEmpty();
  }

  @Test
  void filling_up_looks_as_far_back_as_it_must() {
    for (int i = 0; i < 1_000; i++) {
      site.item("i%04d".formatted(i), "game", Site.NOW.minusSeconds(i));
      if (i < 997) {
        site.ada("view", "i%04d".formatted(i));
      }
    }

    assertThat(ids(site.forAda(2))).containsExactly("i0997", "i0998");
    assertThat(ids(site.forAda(10))).containsExactly("i0997", "i0998", "i0999");
  }

  @Test
  void who_has_seen_all_that_is_popular_gets_the_rest_of_it() {
    for (int i = 0; i < 600; i++) {
      String id = "i%03d".formatted(i);
      site.popularity.add(Optional.empty(), id(id), 1.0 / (1_000 + i));
      if (i < 580) {
        site.ada("view", id);
      }
    }

    assertThat(ids(site.forAda(3))).containsExactly("i580", "i581", "i582");
  }

  @Test
  void what_the_caller_excludes_is_not_shown() {
    site.item("a", "game").item("b", "game").popular("game", "a", 0.2);
    Slate slate =
        site.recommender().recommend(new SlateRequest(ADA, 2, Optional.empty(), Set.of(id("a"))));

    assertThat(ids(slate)).containsExactly("b");
  }

  @Test
  void a_tag_profile_is_what_the_history_says_of_tags() {
    site.item("a", "game", "chess").ada("view", "a");

    assertThat(site.recommender().tagProfile(site.history())).isEqualTo(Map.of("chess", 1.0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 201})
  void a_length_out_of_range_is_bad_input(int k) {
    assertThatThrownBy(() -> ask(k))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("k is " + k + "; give 1 to 200");
    assertThatThrownBy(() -> site.recommender().similar(id("a"), k))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("k is " + k + "; give 1 to 200");
    assertThatThrownBy(() -> site.recommender().trending(Optional.empty(), Optional.empty(), k))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("k is " + k + "; give 1 to 200");
  }
}
