package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import freshet.event.ItemId;
import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.CandidateSource.Question;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TagSourceTest extends CandidateSourceContract {
  private final Site site = new Site();

  @Override
  protected CandidateSource source(Site of) {
    return new TagSource(of.catalogue);
  }

  @Override
  protected Layer layer() {
    return Layer.CONTENT;
  }

  private Opinion opinion() {
    return source(site).opinion(new Question(site.history(), Optional.empty()));
  }

  private double score(String item) {
    return opinion().score(Site.id(item));
  }

  @Test
  void a_tags_weight_is_shared_by_the_items_that_have_it() {
    site.item("seen", "game", "chess").item("a", "game", "chess").ada("view", "seen");

    assertThat(score("a")).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void over_all_items_of_the_catalogue_the_scores_sum_to_1() {
    for (int i = 0; i < 30; i++) {
      site.item("i" + i, "game", "t" + i % 2, "u" + i % 3, "v" + i % 5);
    }
    site.ada("view", "i1").ada("like", "i2").ada("view", "i7");
    Opinion opinion = opinion();

    double sum = 0;
    for (int i = 0; i < 30; i++) {
      sum += opinion.score(Site.id("i" + i));
    }
    assertThat(sum).isCloseTo(1, within(1e-9));
  }

  @Test
  void a_rare_tag_says_more_than_a_common_one_and_is_the_evidence() {
    site.item("seen", "game", "common", "rare").item("a", "game", "common", "rare");
    for (int i = 0; i < 10; i++) {
      site.item("c" + i, "game", "common");
    }
    site.ada("view", "seen");

    assertThat(score("a")).isGreaterThan(score("c0"));
    assertThat(opinion().evidence(Site.id("a"))).isEqualTo(new Evidence.Tagged("rare"));
  }

  @Test
  void a_disliked_tag_lowers_what_carries_it() {
    site.item("seen", "game", "space").item("bad", "game", "horror");
    site.item("plain", "game", "space").item("mixed", "game", "space", "horror");
    site.item("only", "game", "horror");
    site.ada("view", "seen").ada("dislike", "bad");

    assertThat(score("plain")).isPositive();
    assertThat(score("mixed")).isPositive().isLessThan(score("plain"));
    assertThat(score("only")).isZero();
    assertThat(opinion().evidence(Site.id("mixed"))).isEqualTo(new Evidence.Tagged("space"));
  }

  @Test
  void who_has_seen_the_newest_of_a_tag_is_proposed_older_ones() {
    for (int i = 0; i < 300; i++) {
      site.item("i%03d".formatted(i), "game", Site.NOW.minusSeconds(i), "chess");
    }
    Set<ItemId> old = Set.of(Site.id("i250"), Site.id("i299"));
    site.ada("view", "i000");

    Opinion opinion =
        source(site).opinion(new Question(site.history(), Optional.empty(), old::contains));

    assertThat(opinion.candidates()).containsExactlyInAnyOrderElementsOf(old);
  }
}
