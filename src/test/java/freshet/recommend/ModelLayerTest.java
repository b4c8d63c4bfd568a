package freshet.recommend;

import static freshet.recommend.Site.ask;
import static freshet.recommend.Site.id;
import static freshet.recommend.Site.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import freshet.event.ItemId;
import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.CandidateSource.Question;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the model says is joined with what all others say together. */
class ModelLayerTest {
  private static final Pool POOL = new Pool(0.5, 0.1);
  private static final double UNKNOWN = 0.001;

  private final Site site = new Site();
  private final Map<ItemId, Double> beliefs = new LinkedHashMap<>();
  private final List<RuntimeException> errors = new ArrayList<>();

  @BeforeEach
  void fill() {
    site.item("seen", "game", "chess").item("next", "game").item("tagged", "game", "chess");
    site.item("popular", "game").item("own", "game");
    site.follows("seen", "next", 0.5).popular("game", "popular", 0.1).ada("view", "seen");
  }

  private class Beliefs implements Opinion {
    @Override
    public Iterable<ItemId> candidates() {
      return beliefs.keySet().stream()
          .sorted(Comparator.comparing(beliefs::get).reversed())
          .toList();
    }

    @Override
    public double score(ItemId item) {
      return beliefs.getOrDefault(item, UNKNOWN);
    }

    @Override
    public Evidence evidence(ItemId item) {
      return new Evidence.After(site.history().recent().get(0));
    }

    @Override
    public Optional<Pool> pool() {
      return Optional.of(POOL);
    }
  }

  private Recommender recommender(RecommendSettings settings, Optional<CandidateSource> model) {
    Mixture mixture = settings.mixture();
    return new Recommender(
        site.histories,
        site.catalogue,
        site.neighbourhood,
        site.popularity,
        () -> mixture,
        model,
        settings,
        Clock.fixed(Site.NOW, ZoneOffset.UTC),
        (layer, error) -> errors.add(error));
  }

  private Slate slate(Function<Question, Opinion> model) {
    return slate(Site.PLAIN, model);
  }

  private Slate slate(RecommendSettings settings, Function<Question, Opinion> model) {
    return recommender(
            settings,
            Optional.of(
                new CandidateSource() {
                  @Override
                  public Layer layer() {
                    return Layer.MODEL;
                  }

                  @Override
                  public Opinion opinion(Question question) {
                    return model.apply(question);
                  }
                }))
        .recommend(ask(4));
  }

  private Slate withBeliefs() {
    return slate(question -> new Beliefs());
  }

  @Test
  void the_score_is_that_of_the_pool() {
    beliefs.put(id("next"), 0.2);
    beliefs.put(id("own"), 0.4);
    Slate without = site.forAda(4);
    Slate with = withBeliefs();

    double largest = Site.item(without, "next").score();
    double popular = Site.item(without, "popular").score();
    assertThat(ids(with)).containsExactly("next", "own", "tagged", "popular");
    assertThat(Site.item(with, "next").score())
        .isCloseTo(POOL.joined(0.2, largest, largest), within(1e-12));
    assertThat(Site.item(with, "own").score())
        .isCloseTo(POOL.joined(0.4, 0, largest), within(1e-12));
    assertThat(Site.item(with, "popular").score())
        .isCloseTo(POOL.joined(UNKNOWN, popular, largest), within(1e-12));
    assertThat(with.degraded()).isFalse();
  }

  @Test
  void contributions_add_up_and_the_others_share_what_they_add() {
    site.popular("game", "next", 0.2);
    beliefs.put(id("next"), 0.2);
    beliefs.put(id("own"), 0.4);
    SlateItem alone = Site.item(site.forAda(4), "next");
    Slate slate = withBeliefs();
    SlateItem next = Site.item(slate, "next");

    assertThat(next.contributions())
        .containsOnlyKeys(Layer.MODEL, Layer.COLLABORATIVE, Layer.POPULARITY);
    assertThat(next.contributions().get(Layer.MODEL))
        .isCloseTo(Math.pow(0.2 * Math.pow(0.1, 0.5), 1 / 1.5), within(1e-12));
    assertThat(next.contributions().values().stream().mapToDouble(one -> one).sum())
        .isCloseTo(next.score(), within(1e-12));
    assertThat(
            next.contributions().get(Layer.COLLABORATIVE)
                / next.contributions().get(Layer.POPULARITY))
        .isCloseTo(
            alone.contributions().get(Layer.COLLABORATIVE)
                / alone.contributions().get(Layer.POPULARITY),
            within(1e-9));
    SlateItem own = Site.item(slate, "own");
    assertThat(own.contributions()).containsOnlyKeys(Layer.MODEL);
    assertThat(own.contributions().get(Layer.MODEL)).isCloseTo(own.score(), within(1e-12));
  }

  @Test
  void whoever_is_loudest_of_the_others_says_why_and_the_model_where_they_are_silent() {
    beliefs.put(id("own"), 0.4);
    Slate slate = withBeliefs();

    assertThat(slate.items()).extracting(SlateItem::layer).containsOnly(Layer.MODEL);
    assertThat(Site.item(slate, "popular").reason().text()).isEqualTo("trending in games");
    assertThat(Site.item(slate, "tagged").reason().text()).isEqualTo("more about chess");
    assertThat(Site.item(slate, "own").reason())
        .isEqualTo(
            new Reason(Reason.Kind.AFTER, "because you viewed seen", Optional.of(id("seen"))));
  }

  @Test
  void youth_lifts_the_joined_score() {
    site.item("own", "game", Site.NOW);
    beliefs.put(id("own"), 0.4);
    double plain = Site.item(withBeliefs(), "own").score();

    Slate lifted = slate(Site.settings(0.5, 0), question -> new Beliefs());

    assertThat(Site.item(lifted, "own").score()).isCloseTo(plain * 1.5, within(1e-12));
  }

  @Test
  void what_may_not_be_shown_is_not_whatever_the_model_says() {
    site.withdrawn("gone", "game");
    beliefs.put(id("gone"), 0.9);
    beliefs.put(id("seen"), 0.9);

    assertThat(ids(withBeliefs())).doesNotContain("gone", "seen");
  }

  @Test
  void a_model_without_a_word_changes_nothing() {
    Slate without = site.forAda(4);

    assertThat(slate(question -> CandidateSource.NONE)).isEqualTo(without);
    assertThat(recommender(Site.PLAIN, Optional.empty()).recommend(ask(4))).isEqualTo(without);
  }

  private void assertDegraded(Slate slate) {
    assertThat(slate.items()).isEqualTo(site.forAda(4).items());
    assertThat(slate.degraded()).isTrue();
    assertThat(slate.note().orElseThrow()).startsWith("the model layer failed");
  }

  @Test
  void a_model_that_fails_is_left_out_within_the_request() {
    assertDegraded(
        slate(
            question -> {
              throw new IllegalStateException("broken on purpose");
            }));
    assertThat(errors).hasSize(1);
  }

  @Test
  void a_model_that_fails_half_way_has_no_say_in_any_item() {
    beliefs.put(id("next"), 0.4);
    beliefs.put(id("tagged"), 0.9);
    assertDegraded(
        slate(
            question ->
                new Beliefs() {
                  @Override
                  public double score(ItemId item) {
                    if (item.equals(id("popular"))) {
                      throw new IllegalStateException("broken on purpose");
                    }
                    return super.score(item);
                  }
                }));
  }

  @Test
  void that_a_model_rests_is_said_but_is_no_news() {
    assertDegraded(
        slate(
            question -> {
              throw new RestingLayerException("on purpose");
            }));
    assertThat(errors).isEmpty();
  }
}
