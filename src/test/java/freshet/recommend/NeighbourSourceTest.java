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
  protected CandidateSource source(Site of) {
    return new NeighbourSource(of.neighbourhood, Site.NEIGHBOURS);
  }

  @Override
  protected Layer layer() {
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

    var unused =
        new NeighbourSource(recording, new NeighbourSettings(3, 1, 1, 0.5, List.of()))
            .opinion(new Question(site.history(), Optional.empty()));

    assertThat(asked).containsExactly(Site.id("i29"), Site.id("i28"), Site.id("i27"));
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
  void the_latest_word_on_an_item_counts() {
    site.follows("a", "b", 0.5).ada("view", "a").ada("dislike", "a");
    assertThat(score("b")).isCloseTo(0.45 / 2, within(1e-12));

    site.ada("like", "a");
    assertThat(score("b")).isCloseTo(0.45, within(1e-12));
  }

  @Test
  void the_row_of_a_disliked_item_is_heard_with_less_weight() {
    site.follows("a", "x", 0.5).follows("b", "y", 0.5);
    site.ada("view", "a").ada("dislike", "b");

    // The latest counts 1 and is halved, the one before it counts a half.
    assertThat(score("y")).isCloseTo(score("x"), within(1e-12));
  }

  @Test
  void the_row_of_a_disliked_item_may_have_no_say() {
    site.follows("bad", "worse", 0.5).follows("a", "b", 0.1);
    site.ada("view", "a").ada("dislike", "bad");

    Opinion opinion =
        new NeighbourSource(site.neighbourhood, new NeighbourSettings(10, 1, 1, 0, List.of()))
            .opinion(new Question(site.history(), Optional.empty()));

    assertThat(opinion.candidates()).containsExactly(Site.id("b"));
  }

  @Test
  void what_several_rows_name_comes_before_what_one_is_sure_of_when_flattened() {
    site.follows("a", "both", 0.09).follows("b", "both", 0.09).follows("b", "sure", 0.25);
    site.ada("view", "a").ada("view", "b");
    assertThat(score("both")).isLessThan(score("sure"));

    Opinion flattened =
        new NeighbourSource(site.neighbourhood, new NeighbourSettings(10, 1, 4, 0.5, List.of()))
            .opinion(new Question(site.history(), Optional.empty()));

    assertThat(flattened.score(Site.id("both"))).isGreaterThan(flattened.score(Site.id("sure")));
  }

  @Test
  void flattening_keeps_what_a_row_says_in_all() {
    site.follows("a", "x", 0.5).follows("a", "y", 0.1).ada("view", "a");
    double all = score("x") + score("y");

    for (double temperature : new double[] {0.5, 1, 2, 3, 10}) {
      Opinion opinion =
          new NeighbourSource(
                  site.neighbourhood, new NeighbourSettings(10, 1, temperature, 0.5, List.of()))
              .opinion(new Question(site.history(), Optional.empty()));

      assertThat(opinion.score(Site.id("x")) + opinion.score(Site.id("y")))
          .isCloseTo(all, within(1e-12));
      assertThat(opinion.score(Site.id("x"))).isGreaterThan(opinion.score(Site.id("y")));
    }
  }

  @Test
  void who_may_be_shown_what_they_know_may_go_back_to_it() {
    site.follows("b", "x", 0.5).ada("view", "a").ada("view", "b");
    NeighbourSource source =
        new NeighbourSource(
            site.neighbourhood, new NeighbourSettings(10, 1, 1, 0.5, List.of(0.0, 0.2)));

    Opinion again = source.opinion(new Question(site.history(), Optional.empty()));
    assertThat(again.candidates()).containsExactlyInAnyOrder(Site.id("a"), Site.id("x"));
    assertThat(again.score(Site.id("a"))).isCloseTo(0.2, within(1e-12));
    assertThat(again.evidence(Site.id("a"))).isInstanceOf(Evidence.Again.class);

    Opinion newOnly =
        source.opinion(
            new Question(site.history(), Optional.empty(), item -> item.equals(Site.id("x"))));
    assertThat(newOnly.candidates()).containsExactly(Site.id("x"));
    assertThat(again.score(Site.id("x")))
        .isCloseTo(0.8 * newOnly.score(Site.id("x")), within(1e-12));
  }
}
