package freshet.recommend;

import static freshet.recommend.Site.ADA;
import static freshet.recommend.Site.ask;
import static freshet.recommend.Site.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import freshet.event.ItemId;
import freshet.recommend.impression.ImpressionReader;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FatigueTest {
  private final Site site =
      new Site()
          .item("a", "game")
          .item("b", "game")
          .item("c", "game")
          .popular("game", "a", 0.4, 0.4, 0.4, 0.4)
          .popular("game", "b", 0.3, 0.3, 0.3, 0.3)
          .popular("game", "c", 0.2, 0.2, 0.2, 0.2);
  private final List<String> asked = new ArrayList<>();
  private Map<ItemId, Integer> untouched = Map.of();

  private Recommender recommender(double fatigue) {
    return recommender(
        fatigue,
        (user, now) -> {
          asked.add(user + " " + now);
          return untouched;
        });
  }

  private Recommender recommender(double fatigue, ImpressionReader impressions) {
    RecommendSettings settings =
        new RecommendSettings(
            Site.NEIGHBOURS,
            List.of(0.2, 0.4, 0.3, 0.1),
            Map.of(Layer.COLLABORATIVE, 1.0, Layer.CONTENT, 0.3, Layer.POPULARITY, 0.3),
            false,
            new FreshnessBoost(0, Duration.ofDays(7)),
            new Mmr(0),
            fatigue);
    Mixture mixture = settings.mixture();
    return new Recommender(
        site.histories,
        site.catalogue,
        site.neighbourhood,
        site.popularity,
        () -> mixture,
        Sources.over(
                site.catalogue,
                site.neighbourhood,
                site.popularity,
                () -> mixture,
                settings.neighbours())
            .all(),
        impressions,
        settings,
        Clock.fixed(Site.NOW, ZoneOffset.UTC),
        (layer, error) -> site.failures.add(layer));
  }

  private static Wishes fatigue(double strength) {
    return new Wishes(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.of(strength),
        Shown.NOTHING);
  }

  @Test
  void an_item_that_was_shown_often_and_left_alone_sinks() {
    untouched = Map.of(id("a"), 3, id("b"), 1);

    Slate slate = recommender(0.2).recommend(ask(3));

    assertThat(Site.ids(slate)).containsExactly("b", "a", "c");
    double before = Site.item(recommender(0).recommend(ask(3)), "a").score();
    assertThat(Site.item(slate, "a").score()).isCloseTo(before * 0.512, within(1e-12));
    assertThat(asked).containsExactly("ada " + Site.NOW);
  }

  @Test
  void an_item_that_was_shown_ever_so_often_is_still_shown_where_nothing_else_is_left() {
    untouched = Map.of(id("a"), 32);

    assertThat(Site.ids(recommender(RecommendSettings.MOST_FATIGUE).recommend(ask(3))))
        .containsExactly("b", "c", "a");
  }

  @Test
  void it_is_off_unless_it_is_set_and_then_nobody_is_asked() {
    untouched = Map.of(id("a"), 30);

    assertThat(Site.ids(recommender(0).recommend(ask(3)))).containsExactly("a", "b", "c");
    assertThat(Site.ids(recommender(0.5).recommend(ask(3).with(fatigue(0)))))
        .containsExactly("a", "b", "c");
    assertThat(asked).isEmpty();
    assertThat(Site.ids(recommender(0).recommend(ask(3).with(fatigue(0.5)))))
        .containsExactly("b", "c", "a");
  }

  @Test
  void what_the_user_touched_elsewhere_does_not_sink() {
    site.ada("view", "a");
    untouched = Map.of(id("a"), 9);

    Slate slate =
        recommender(0.5).recommend(new SlateRequest(ADA, 3, Optional.empty(), Set.of(), true));

    assertThat(Site.item(slate, "a").score())
        .isEqualTo(
            Site.item(
                    recommender(0)
                        .recommend(new SlateRequest(ADA, 3, Optional.empty(), Set.of(), true)),
                    "a")
                .score());
  }

  @Test
  void a_reader_that_fails_costs_nothing_but_the_fatigue() {
    Slate slate =
        recommender(
                0.5,
                (user, now) -> {
                  throw new IllegalStateException("gone");
                })
            .recommend(ask(3));

    assertThat(Site.ids(slate)).containsExactly("a", "b", "c");
    assertThat(slate.degraded()).isTrue();
  }

  @Test
  void a_strength_out_of_range_is_refused() {
    assertThatThrownBy(() -> recommender(0.95)).hasMessageContaining("give 0 to 0.9");
    assertThatThrownBy(() -> fatigue(1)).hasMessage("fatigue is 1.0; give 0 to 0.9");
  }
}
