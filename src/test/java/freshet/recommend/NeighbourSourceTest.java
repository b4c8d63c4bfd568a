package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import freshet.event.ItemId;
import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.CandidateSource.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NeighbourSourceTest extends CandidateSourceContract {
  private final Site site = new Site();

  @Override
  CandidateSource source(Site of) {
    return new NeighbourSource(of.neighbourhood, 10, 1);
  }

  @Override
  Layer layer() {
    return Layer.COLLABORATIVE;
  }

  private Opinion opinion() {
    return source(site).opinion(new Question(site.history(), Optional.empty()));
  }

  private double score(String item) {
    return opinion().score(Site.id(item));
  }

  @Test
  void with_one_item_touched_the_score_is_its_rows_probability_shrunk() {
    site.follows("a", "b", 0.5).ada("view", "a");

    // Support 9 and shrinkage 1: nine tenths are believed.
    assertThat(score("b")).isCloseTo(0.45, within(1e-12));
  }

  @Test
  void a_row_with_little_evidence_is_believed_less() {
    site.neighbourhood.follows(Site.id("a"), Site.id("b"), 0.5, 1);
    site.ada("view", "a");

    assertThat(score("b")).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void the_nth_latest_item_counts_one_nth_of_the_latest() {
    site.follows("a", "x", 0.5).follows("b", "y", 0.5);
    site.ada("view", "a").ada("view", "b");

    assertThat(score("y") / score("x")).isCloseTo(2, within(1e-9));
  }

  @Test
  void what_follows_on_several_items_gains_from_each() {
    site.follows("a", "both", 0.5).follows("b", "both", 0.5).follows("b", "one", 0.5);
    site.ada("view", "a").ada("view", "b");

    assertThat(score("both")).isGreaterThan(score("one"));
    assertThat(opinion().candidates()).containsExactlyInAnyOrder(Site.id("both"), Site.id("one"));
  }

  @Test
  void an_item_touched_twice_speaks_once() {
    site.follows("a", "b", 0.5).ada("view", "a").ada("view", "a").ada("like", "a");

    assertThat(score("b")).isCloseTo(0.45, within(1e-12));
  }

  @Test
  void no_more_than_the_latest_items_are_looked_at() {
    List<ItemId> asked = new ArrayList<>();
    Neighbourhood recording =
        item -> {
          asked.add(item);
          return Neighbourhood.Neighbours.NONE;
        };
    for (int i = 0; i < 30; i++) {
      site.ada(i % 3 == 0 ? "dislike" : "view", "i" + i);
    }

    new NeighbourSource(recording, 3, 1).opinion(new Question(site.history(), Optional.empty()));

    assertThat(asked)
        .containsExactly(Site.id("i29"), Site.id("i28"), Site.id("i27"), Site.id("i26"));
  }

  @Test
  void many_dislikes_in_a_row_cost_no_more_than_as_many_views() {
    List<ItemId> asked = new ArrayList<>();
    Neighbourhood recording =
        item -> {
          asked.add(item);
          return Neighbourhood.Neighbours.NONE;
        };
    site.ada("view", "liked");
    for (int i = 0; i < 30; i++) {
      site.ada("dislike", "i" + i);
    }

    new NeighbourSource(recording, 3, 1).opinion(new Question(site.history(), Optional.empty()));

    assertThat(asked).hasSize(4).contains(Site.id("liked"));
  }

  @Test
  void evidence_is_the_item_that_speaks_most() {
    site.follows("a", "x", 0.9).follows("b", "x", 0.1);
    site.ada("like", "a").ada("view", "b");

    assertThat(opinion().evidence(Site.id("x")))
        .isInstanceOfSatisfying(
            Evidence.After.class,
            after -> {
              assertThat(after.touch().item()).isEqualTo(Site.id("a"));
              assertThat(after.touch().type().name()).isEqualTo("like");
            });
  }

  @Test
  void a_dislike_takes_the_pull_of_the_view_before_it() {
    site.follows("a", "b", 0.5).ada("view", "a").ada("dislike", "a");

    assertThat(opinion().candidates()).isEmpty();
    assertThat(score("b")).isZero();
  }

  @Test
  void who_likes_what_they_once_disliked_has_changed_their_mind() {
    site.follows("a", "b", 0.5).ada("dislike", "a").ada("like", "a");

    assertThat(score("b")).isCloseTo(0.45, within(1e-12));
  }

  @Test
  void what_follows_on_a_disliked_item_is_believed_less() {
    site.follows("a", "shared", 0.5).follows("a", "own", 0.4).follows("bad", "shared", 0.5);
    site.ada("view", "a");
    double before = score("shared");
    double own = score("own");
    site.ada("dislike", "bad");

    assertThat(score("shared")).isCloseTo(before / 2, within(1e-12));
    assertThat(score("own")).isEqualTo(own);
    assertThat(opinion().evidence(Site.id("shared")))
        .isInstanceOfSatisfying(
            Evidence.After.class,
            after -> assertThat(after.touch().item()).isEqualTo(Site.id("a")));
  }

  @Test
  void what_follows_on_disliked_items_only_is_not_proposed() {
    site.follows("bad", "worse", 0.5).follows("a", "b", 0.1);
    site.ada("view", "a").ada("dislike", "bad");

    assertThat(opinion().candidates()).containsExactly(Site.id("b"));
  }
}
