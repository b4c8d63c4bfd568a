package freshet.recommend;

import static freshet.recommend.Site.id;
import static freshet.recommend.Site.ids;
import static freshet.recommend.Site.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrendingItemsTest {
  private static final HalfLife DAY = new HalfLife(Duration.ofDays(1));

  private final Site site = new Site();

  private Slate trending() {
    return site.recommender().trending(Optional.empty(), Optional.empty(), 10);
  }

  @Test
  void of_two_with_the_same_share_the_one_that_grew_comes_first() {
    site.popular("game", "steady", 0.1, 0.1, 0.1, 0.1);
    site.popular("game", "surging", 0.1, 0.02, 0.01, 0.01);
    Slate slate = trending();

    assertThat(ids(slate)).containsExactly("surging", "steady");
    assertThat(Site.item(slate, "steady").score()).isCloseTo(0.05, within(1e-12));
    assertThat(slate.items())
        .allSatisfy(item -> assertThat(item.reason().text()).isEqualTo("trending in games"));
  }

  @Test
  void a_half_life_says_how_recent_trending_is() {
    site.popular("game", "hour", 0.5, 0.1, 0.1, 0.1).popular("game", "day", 0.1, 0.4, 0.1, 0.1);

    assertThat(ids(trending())).containsExactly("hour", "day");
    assertThat(ids(site.recommender().trending(Optional.empty(), Optional.of(DAY), 10)))
        .containsExactly("day", "hour");
  }

  @Test
  void what_nobody_touched_of_late_is_not_trending() {
    site.popular("game", "past", 0.0, 0.0, 0.1, 0.2);

    assertThat(trending().items()).isEmpty();
    assertThat(trending().note()).contains("nothing is trending yet");
  }

  @Test
  void a_type_narrows_it() {
    site.popular("game", "chess", 0.1).popular("movie", "alien", 0.2);

    assertThat(ids(site.recommender().trending(type("game"), Optional.empty(), 10)))
        .containsExactly("chess");
    assertThat(site.recommender().trending(type("opera"), Optional.empty(), 10).note())
        .contains("nothing is trending yet");
  }

  @Test
  void withdrawn_and_deleted_items_are_left_out() {
    site.withdrawn("withdrawn", "game").catalogue.delete(id("deleted"));
    site.popular("game", "withdrawn", 0.1).popular("game", "deleted", 0.1);
    site.popular("game", "kept", 0.05);

    assertThat(ids(trending())).containsExactly("kept");
  }

  @Test
  void no_more_than_asked_are_given() {
    site.popular("game", "a", 0.3).popular("game", "b", 0.2).popular("game", "c", 0.1);

    assertThat(ids(site.recommender().trending(Optional.empty(), Optional.empty(), 2)))
        .containsExactly("a", "b");
  }

  @Test
  void an_item_on_two_lists_is_given_once() {
    site.popular("game", "chess", 0.1).popular("movie", "chess", 0.2);

    assertThat(ids(trending())).containsExactly("chess");
    assertThat(trending().items().get(0).reason().text()).isEqualTo("trending in movies");
  }

  @Test
  void equals_are_ordered_by_their_ids() {
    site.popular("game", "b", 0.1).popular("game", "a", 0.1).popular("movie", "c", 0.1);

    assertThat(ids(trending())).containsExactly("a", "b", "c");
  }

  @Test
  void a_half_life_that_is_not_kept_is_refused_with_those_that_are() {
    for (HalfLife asked : List.of(new HalfLife(Duration.ofHours(2)), HalfLife.NEVER)) {
      assertThatThrownBy(
              () -> site.recommender().trending(Optional.empty(), Optional.of(asked), 10))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("half-life is not kept; give one of PT1H, PT24H, PT168H");
    }
  }

  @Test
  void with_no_half_life_but_never_what_is_popular_is_given() {
    Popularity never =
        new Popularity() {
          @Override
          public List<HalfLife> halfLives() {
            return List.of(HalfLife.NEVER);
          }

          @Override
          public Map<Optional<ContentType>, List<Popular>> tops() {
            return Map.of(type("game"), List.of(new Popular(id("chess"), 3, List.of(0.5))));
          }
        };
    RecommendSettings settings =
        new RecommendSettings(
            Site.NEIGHBOURS,
            List.of(1.0),
            Site.PLAIN.layers(),
            false,
            Site.PLAIN.freshness(),
            Site.PLAIN.diversity());
    Recommender recommender =
        site.recommender(site.histories, site.catalogue, site.neighbourhood, never, settings);

    assertThat(ids(recommender.trending(Optional.empty(), Optional.empty(), 10)))
        .containsExactly("chess");
    assertThatThrownBy(() -> recommender.trending(Optional.empty(), Optional.of(DAY), 10))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("half-life is not kept, nor is any other; leave it out");
  }
}
