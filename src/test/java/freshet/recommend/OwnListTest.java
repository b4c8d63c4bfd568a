package freshet.recommend;

import static freshet.recommend.Site.ADA;
import static freshet.recommend.Site.ask;
import static freshet.recommend.Site.id;
import static freshet.recommend.Site.ids;
import static freshet.recommend.Site.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.event.InvalidInputException;
import freshet.event.ItemId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A caller's own list in a user's order. */
class OwnListTest {
  private final Site site = new Site();

  private Ranking rank(int fill, String... items) {
    return rank(ask(10), fill, items);
  }

  private Ranking rank(SlateRequest request, int fill, String... items) {
    return site.recommender().rank(request, Stream.of(items).map(Site::id).toList(), fill);
  }

  @Test
  void what_suits_the_user_comes_first_and_what_nothing_speaks_for_stays_behind_as_it_came() {
    site.item("seen", "game").item("next", "game").item("go", "game").item("odd", "game");
    site.follows("seen", "next", 0.3).popular("game", "go", 0.1).ada("like", "seen");

    Ranking ranking = rank(0, "odd", "unheard-of", "go", "next");

    assertThat(ids(ranking.slate())).containsExactly("next", "go", "odd", "unheard-of");
    assertThat(ranking.own()).isEqualTo(4);
    assertThat(ranking.leftOut()).isEmpty();
    assertThat(item(ranking.slate(), "next").reason().text()).isEqualTo("because you liked seen");
    assertThat(item(ranking.slate(), "unheard-of").score()).isZero();
    assertThat(item(ranking.slate(), "unheard-of").reason().text())
        .isEqualTo("nothing speaks for it yet");
  }

  @Test
  void what_the_user_knows_already_stays_and_what_they_hid_does_not() {
    site.item("seen", "game").item("bad", "game").withdrawn("gone", "game").item("ok", "game");
    site.catalogue.delete(id("deleted"));
    site.ada("view", "seen").ada("dislike", "bad");

    Ranking ranking = rank(0, "seen", "bad", "gone", "deleted", "ok");

    assertThat(ids(ranking.slate())).containsExactlyInAnyOrder("seen", "ok");
    assertThat(ranking.leftOut())
        .containsExactly(
            new Ranking.LeftOut(id("bad"), Obstacle.HIDDEN),
            new Ranking.LeftOut(id("gone"), Obstacle.UNAVAILABLE),
            new Ranking.LeftOut(id("deleted"), Obstacle.DELETED));
  }

  @Test
  void what_the_request_does_not_want_is_left_out_and_told() {
    site.item("a", "game", "x").item("b", "movie", "x").item("c", "game");
    SlateRequest request =
        new SlateRequest(ADA, 10, Site.type("game"), Set.of(id("d")))
            .with(WishesTest.filter("tag = \"x\""));

    assertThat(rank(request, 0, "a", "b", "c", "d").leftOut())
        .containsExactly(
            new Ranking.LeftOut(id("b"), Obstacle.TYPE),
            new Ranking.LeftOut(id("c"), Obstacle.FILTERED),
            new Ranking.LeftOut(id("d"), Obstacle.EXCLUDED));
  }

  @Test
  void a_short_list_is_topped_up_with_what_would_be_recommended() {
    site.item("seen", "game").item("next", "game").item("go", "game").item("own", "game");
    site.follows("seen", "next", 0.3).popular("game", "go", 0.1).ada("like", "seen");

    Ranking ranking = rank(3, "own");

    assertThat(ids(ranking.slate())).containsExactly("own", "next", "go");
    assertThat(ranking.own()).isEqualTo(1);
    assertThat(ids(rank(2).slate())).containsExactly("next", "go");
    assertThat(rank(1, "own", "next").slate().items()).hasSize(2);
  }

  @Test
  void an_empty_list_that_is_not_filled_is_an_empty_answer() {
    Ranking ranking = rank(0);

    assertThat(ranking.slate().items()).isEmpty();
    assertThat(ranking.slate().degraded()).isFalse();
  }

  @Test
  void like_items_are_kept_apart_only_where_that_is_asked_for() {
    site.item("chess", "game", "board").item("go", "game", "board").item("tetris", "game", "video");
    site.popular("game", "chess", 0.3).popular("game", "go", 0.29).popular("game", "tetris", 0.28);
    List<ItemId> items = List.of(id("tetris"), id("go"), id("chess"));
    Recommender recommender = site.recommender(Site.settings(0, 0.5));

    assertThat(ids(recommender.rank(ask(10), items, 0).slate()))
        .containsExactly("chess", "go", "tetris");
    assertThat(
            ids(
                recommender
                    .rank(
                        ask(10)
                            .with(
                                new Wishes(
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    List.of(),
                                    OptionalDouble.of(0.5),
                                    OptionalDouble.empty(),
                                    Shown.NOTHING)),
                        items,
                        0)
                    .slate()))
        .containsExactly("chess", "tetris", "go");
  }

  @Test
  void a_list_that_is_too_long_is_bad_input() {
    List<ItemId> items = IntStream.range(0, 1_001).mapToObj(i -> id("i" + i)).toList();

    assertThatThrownBy(() -> site.recommender().rank(ask(1), items, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("items holds 1001 items; give at most 1000");
    assertThatThrownBy(() -> site.recommender().rank(ask(1), List.of(), 201))
        .hasMessage("fill is 201; give 0 to 200");
  }

  @Test
  void nothing_is_lost_and_nothing_comes_twice_whatever_the_site_is_like() {
    for (long seed = 0; seed < 300; seed++) {
      Site state = Site.random(seed);
      Random random = new Random(seed);
      List<ItemId> own = new ArrayList<>();
      for (int n = random.nextInt(60); n > 0; n--) {
        own.add(id("i" + random.nextInt(140)));
      }
      int fill = random.nextInt(40);
      Ranking ranking = state.recommender(Site.settings(0.5, 0.15)).rank(ask(10), own, fill);

      List<ItemId> shown = ranking.slate().items().stream().map(SlateItem::item).toList();
      Set<ItemId> accounted = new HashSet<>(shown.subList(0, ranking.own()));
      ranking.leftOut().forEach(left -> accounted.add(left.item()));
      assertThat(accounted).as("seed %d", seed).isEqualTo(new HashSet<>(own));
      assertThat(shown).doesNotHaveDuplicates();
      assertThat(shown).noneMatch(state.history().hidden()::contains);
      assertThat(shown).allMatch(state.catalogue::mayShow);
      assertThat(Collections.disjoint(shown.subList(ranking.own(), shown.size()), own)).isTrue();
      assertThat(ranking.slate().items().subList(0, ranking.own()))
          .extracting(SlateItem::score)
          .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }
  }
}
