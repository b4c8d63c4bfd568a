package freshet.recommend;

import static freshet.recommend.Site.ADA;
import static freshet.recommend.Site.ask;
import static freshet.recommend.Site.id;
import static freshet.recommend.Site.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.decay.HalfLife;
import freshet.event.InvalidInputException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTest {
  private static final Order TRENDING = new Order.Trending(Optional.empty());
  private static final Order POPULAR = new Order.Popular();
  private static final Order LATEST = new Order.Latest();
  private static final List<Order> ALL = List.of(new Order.ForYou(), TRENDING, POPULAR, LATEST);

  private final Site site = new Site();

  @BeforeEach
  void fill() {
    site.item("surging", "game", Site.NOW.minus(Duration.ofDays(3)), "t");
    site.item("steady", "game", Site.NOW.minus(Duration.ofDays(2)));
    site.item("newest", "movie", Site.NOW.minus(Duration.ofDays(1)));
    site.popular("game", "surging", 0.2, 0.02, 0.01, 0.01);
    site.popular("game", "steady", 0.1, 0.2, 0.2, 0.2);
  }

  private List<String> anybody(Order order) {
    return ids(site.recommender().feed(order, SlateRequest.forAnybody(10, Optional.empty())));
  }

  private List<String> ada(Order order, SlateRequest request) {
    return ids(site.recommender().feed(order, request));
  }

  @Test
  void each_order_is_what_it_is_called() {
    assertThat(anybody(TRENDING)).containsExactly("surging", "steady");
    assertThat(anybody(POPULAR)).containsExactly("steady", "surging");
    assertThat(anybody(LATEST)).containsExactly("newest", "steady", "surging");
    assertThat(anybody(new Order.ForYou()))
        .isEqualTo(ids(site.forAda(10)))
        .containsExactly("steady", "surging", "newest");
  }

  @Test
  void what_a_user_touched_or_hid_is_in_no_order() {
    site.ada("view", "steady").ada("dislike", "surging");

    for (Order order : ALL) {
      assertThat(ada(order, ask(10))).doesNotContain("steady", "surging");
      assertThat(ada(order, ask(10).again(true))).contains("steady").doesNotContain("surging");
    }
  }

  @Test
  void type_exclude_filter_and_what_was_shown_hold_in_every_order() {
    for (Order order : ALL) {
      assertThat(ada(order, ask(10, "movie"))).doesNotContain("surging", "steady");
      assertThat(ada(order, new SlateRequest(ADA, 10, Optional.empty(), Set.of(id("steady")))))
          .doesNotContain("steady")
          .contains("surging");
      assertThat(ada(order, ask(10).with(WishesTest.filter("tag = \"t\""))))
          .containsExactly("surging");
      assertThat(ada(order, ask(10).with(WishesTest.tag("t")))).containsExactly("surging");
      assertThat(
              ada(
                  order,
                  ask(10).with(Wishes.NONE.after(Shown.NOTHING.with(List.of(id("surging")))))))
          .doesNotContain("surging")
          .contains("steady");
    }
  }

  @Test
  void a_half_life_that_is_not_kept_is_bad_input() {
    Order never = new Order.Trending(Optional.of(new HalfLife(Duration.ofDays(99))));

    assertThatThrownBy(() -> site.recommender().feed(never, ask(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("give one of");
  }

  @Test
  void an_empty_feed_says_why() {
    Site empty = new Site();
    SlateRequest anybody = SlateRequest.forAnybody(10, Optional.empty());

    assertThat(empty.recommender().feed(TRENDING, anybody).note())
        .contains("nothing is trending yet");
    assertThat(empty.recommender().feed(POPULAR, anybody).note())
        .contains("no items and no interactions are known yet");
    assertThat(site.recommender().feed(LATEST, ask(10, "opera")).note())
        .contains("no item has the content type \"opera\"");
  }

  @Test
  void scores_never_rise_within_a_feed() {
    for (long seed = 0; seed < 100; seed++) {
      Site state = Site.random(seed);
      for (Order order : List.of(TRENDING, POPULAR, LATEST)) {
        assertThat(state.recommender().feed(order, ask(20)).items())
            .as("seed %d, %s", seed, order)
            .extracting(SlateItem::score)
            .isSortedAccordingTo((a, b) -> Double.compare(b, a))
            .allMatch(score -> score > 0);
      }
    }
  }

  @Test
  void items_like_one_pass_what_is_asked_for() {
    site.follows("surging", "steady", 0.2).follows("surging", "newest", 0.1);

    assertThat(ids(site.recommender().similar(id("surging"), ask(5, "movie"))))
        .containsExactly("newest");
    assertThat(
            ids(
                site.recommender()
                    .similar(id("surging"), ask(5).with(WishesTest.filter("type = \"game\"")))))
        .containsExactly("steady");
  }
}
