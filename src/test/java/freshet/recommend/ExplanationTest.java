package freshet.recommend;

import static freshet.recommend.Site.ADA;
import static freshet.recommend.Site.ask;
import static freshet.recommend.Site.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import freshet.event.ItemId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Why an item is shown, or why not. */
class ExplanationTest {
  private final Site site = new Site();

  private Explanation explain(String item) {
    return site.recommender().explain(id(item), ask(2));
  }

  @Test
  void what_is_shown_is_explained_by_its_place_the_layers_and_the_item_that_speaks_for_it() {
    site.item("seen", "game").item("next", "game").item("go", "game");
    site.follows("seen", "next", 0.3).popular("game", "go", 0.1).ada("like", "seen");

    Explanation next = explain("next");

    assertThat(next.rank()).hasValue(1);
    assertThat(next.obstacles()).isEmpty();
    assertThat(next.opinion()).contains(site.forAda(2).items().get(0));
    assertThat(next.opinion().orElseThrow().reason().because()).contains(id("seen"));
    assertThat(next.sentence()).isEqualTo("shown at place 1 of 2, because you liked seen");
    assertThat(next.degraded()).isFalse();
  }

  @Test
  void what_stands_in_the_way_is_told_with_what_the_layers_would_say() {
    site.item("seen", "game").item("bad", "game").withdrawn("gone", "game");
    site.catalogue.delete(id("deleted"));
    site.follows("seen", "bad", 0.3).follows("seen", "gone", 0.2).follows("seen", "deleted", 0.1);
    site.ada("view", "seen").ada("dislike", "bad");

    assertThat(explain("seen").obstacles()).containsExactly(Obstacle.SEEN);
    assertThat(explain("seen").sentence()).isEqualTo("not shown: the user has touched it before");
    assertThat(explain("bad").obstacles()).containsExactly(Obstacle.HIDDEN, Obstacle.SEEN);
    assertThat(explain("bad").rank()).isEmpty();
    assertThat(explain("bad").opinion().orElseThrow().contributions())
        .containsKey(Layer.COLLABORATIVE);
    assertThat(explain("gone").obstacles()).containsExactly(Obstacle.UNAVAILABLE);
    assertThat(explain("deleted").obstacles()).containsExactly(Obstacle.DELETED);
  }

  @Test
  void what_the_request_does_not_want_is_told() {
    site.item("chess", "game", "board").popular("game", "chess", 0.1);
    SlateRequest request =
        new SlateRequest(ADA, 2, Site.type("movie"), Set.of(id("chess")))
            .with(WishesTest.tag("jazz"));

    assertThat(site.recommender().explain(id("chess"), request).obstacles())
        .containsExactly(Obstacle.EXCLUDED, Obstacle.TYPE, Obstacle.FILTERED);
  }

  @Test
  void what_is_too_far_behind_is_told_its_place() {
    for (int i = 0; i < 300; i++) {
      site.item("i%03d".formatted(i), "game").popular("game", "i%03d".formatted(i), 0.5 - i / 1e3);
    }

    assertThat(explain("i007").rank()).hasValue(8);
    assertThat(explain("i007").sentence())
        .isEqualTo("not among the first 2: it would be at place 8, trending in games");
    assertThat(explain("i250").rank()).isEmpty();
    assertThat(explain("i250").sentence())
        .isEqualTo("not shown: 200 others come before it at least");
  }

  @Test
  void what_nothing_speaks_for_is_told_so() {
    for (int i = 0; i < 300; i++) {
      site.item("i%03d".formatted(i), "game", Site.NOW.minusSeconds(i));
    }

    assertThat(explain("unheard-of").known()).isFalse();
    assertThat(explain("unheard-of").sentence())
        .isEqualTo("not shown: nothing speaks for unheard-of yet");
    assertThat(explain("i000").sentence()).isEqualTo("shown at place 1 of 2");
    assertThat(explain("i000").opinion()).isEmpty();
  }

  @Test
  void youth_and_the_rules_that_apply_are_told() {
    site.item("new", "game", Site.NOW, "jazz").popular("game", "new", 0.1);
    Explanation explanation =
        site.recommender(Site.settings(0.5, 0))
            .explain(
                id("new"),
                ask(2).with(WishesTest.boosts("tag = \"jazz\": 2", "tag = \"rock\": 3")));

    assertThat(explanation.freshness()).isCloseTo(1.5, within(1e-9));
    assertThat(explanation.boosts()).hasToString("[tag = \"jazz\": 2.0]");
    assertThat(explanation.opinion().orElseThrow().score())
        .isCloseTo(0.3 * 0.1 * 1.5 * 2, within(1e-9));
  }

  @Test
  void it_says_shown_of_exactly_what_is_shown_whatever_the_site_is_like() {
    for (long seed = 0; seed < 60; seed++) {
      Site state = Site.random(seed);
      Random random = new Random(seed);
      SlateRequest request = ask(1 + random.nextInt(20));
      Recommender recommender = state.recommender(Site.settings(0.5, 0.3));
      List<ItemId> shown =
          recommender.recommend(request).items().stream().map(SlateItem::item).toList();
      for (int i = 0; i < 20; i++) {
        ItemId item = id("i" + random.nextInt(130));
        Explanation explanation = recommender.explain(item, request);

        int place = shown.indexOf(item) + 1;
        assertThat(explanation.rank().orElse(0))
            .as("seed %d, %s", seed, item)
            .matches(rank -> place > 0 ? rank == place : rank == 0 || rank > request.k());
        if (!explanation.obstacles().isEmpty()) {
          assertThat(place).isZero();
        }
      }
    }
  }

  @Test
  void a_failing_layer_is_told() {
    site.item("go", "game").popular("game", "go", 0.1);
    Recommender failing =
        site.recommender(
            user -> new HistoryReader.Unavailable("host is away"),
            site.catalogue,
            site.neighbourhood,
            site.popularity,
            Site.PLAIN);
    Explanation explanation = failing.explain(id("go"), ask(2));

    assertThat(explanation.degraded()).isTrue();
    assertThat(explanation.note()).isEqualTo(Optional.of("the user's history cannot be read now"));
    assertThat(explanation.rank()).hasValue(1);
  }
}
