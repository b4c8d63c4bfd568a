package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.CandidateSource.Question;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PopularSourceTest extends CandidateSourceContract {
  private final Site site = new Site();

  @Override
  protected CandidateSource source(Site of) {
    return new PopularSource(of.popularity, Site.PLAIN::mixture);
  }

  @Override
  protected Layer layer() {
    return Layer.POPULARITY;
  }

  private static Question question(String type) {
    return new Question(
        UserHistory.EMPTY, Optional.of(type).filter(t -> !t.isEmpty()).flatMap(Site::type));
  }

  @Test
  void the_score_mixes_the_shares_by_all_half_lives() {
    site.popular("game", "a", 1.0, 0.5, 0.2, 0.1);

    assertThat(source(site).opinion(question("")).score(Site.id("a")))
        .isCloseTo(0.2 + 0.4 * 0.5 + 0.3 * 0.2 + 0.1 * 0.1, within(1e-12));
  }

  @Test
  void a_type_narrows_what_is_proposed_but_not_what_it_thinks() {
    site.popular("game", "chess", 0.1).popular("movie", "alien", 0.2);
    Opinion opinion = source(site).opinion(question("game"));

    assertThat(opinion.candidates()).containsExactly(Site.id("chess"));
    assertThat(opinion.score(Site.id("alien"))).isPositive();
    assertThat(opinion.evidence(Site.id("alien")))
        .isEqualTo(new Evidence.Popular(Site.type("movie")));
  }

  @Test
  void an_unknown_type_has_no_candidates() {
    site.popular("game", "chess", 0.1);

    assertThat(source(site).opinion(question("opera")).candidates()).isEmpty();
  }

  @Test
  void the_lists_as_they_are_now_decide() {
    CandidateSource source = source(site);
    site.popular("game", "chess", 0.1);
    assertThat(source.opinion(question("")).score(Site.id("go"))).isZero();
    site.popular("game", "go", 0.2);

    assertThat(source.opinion(question("")).score(Site.id("go"))).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void an_item_on_two_lists_is_proposed_once_by_its_better_one() {
    site.popular("game", "chess", 0.1).popular("movie", "chess", 0.2);
    Opinion opinion = source(site).opinion(question(""));

    assertThat(opinion.candidates()).containsExactly(Site.id("chess"));
    assertThat(opinion.score(Site.id("chess"))).isCloseTo(0.2, within(1e-12));
    assertThat(opinion.evidence(Site.id("chess")))
        .isEqualTo(new Evidence.Popular(Site.type("movie")));
  }

  @Test
  void a_mixture_for_other_half_lives_is_refused() {
    Mixture two = new Mixture(Site.PLAIN.layers(), List.of(0.5, 0.5), 0);
    assertThatThrownBy(() -> new PopularSource(site.popularity, () -> two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are 2 weights for 4 half-lives");
  }
}
