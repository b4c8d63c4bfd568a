package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.event.ContentType;
import freshet.event.ItemId;
import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.CandidateSource.Question;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link CandidateSource} promises. */
public abstract class CandidateSourceContract {
  private static final int SITES = 60;

  /** The source over what a site has learnt. */
  protected abstract CandidateSource source(Site site);

  /** The layer it must speak for. */
  protected abstract Layer layer();

  private static List<Question> questions(Site site) {
    List<Question> questions = new ArrayList<>();
    for (UserHistory history : List.of(UserHistory.EMPTY, site.history())) {
      for (Optional<ContentType> type :
          List.of(Optional.<ContentType>empty(), Site.type("game"), Site.type("opera"))) {
        Set<ItemId> excluded = history.excluded();
        questions.add(new Question(history, type));
        questions.add(new Question(history, type, item -> !excluded.contains(item)));
        questions.add(new Question(history, type, item -> false));
      }
    }
    return questions;
  }

  /** Every item of a random site, one it has not, and one that only the source may know. */
  private static Set<ItemId> items(Opinion opinion) {
    Set<ItemId> items = new HashSet<>();
    opinion.candidates().forEach(items::add);
    for (int i = 0; i < 121; i++) {
      items.add(Site.id("i" + i));
    }
    return items;
  }

  @Test
  void it_speaks_for_its_layer() {
    assertThat(source(new Site()).layer()).isEqualTo(layer());
  }

  @Test
  void where_nothing_is_known_it_says_nothing() {
    for (Question question : questions(new Site())) {
      Opinion opinion = source(new Site()).opinion(question);

      assertThat(opinion.candidates()).isEmpty();
      assertThat(opinion.score(Site.id("i1"))).isZero();
    }
  }

  @Test
  void candidates_have_no_repeats_and_a_score_above_0() {
    for (int seed = 0; seed < SITES; seed++) {
      Site site = Site.random(seed);
      for (Question question : questions(site)) {
        Opinion opinion = source(site).opinion(question);

        assertThat(opinion.candidates()).doesNotHaveDuplicates();
        assertThat(opinion.candidates())
            .allSatisfy(item -> assertThat(opinion.score(item)).isPositive());
      }
    }
  }

  @Test
  void the_best_candidate_comes_first() {
    for (int seed = 0; seed < SITES; seed++) {
      Site site = Site.random(seed);
      for (Question question : questions(site)) {
        Opinion opinion = source(site).opinion(question);

        assertThat(opinion.candidates())
            .extracting(opinion::score)
            .isSortedAccordingTo(Comparator.reverseOrder());
      }
    }
  }

  @Test
  void scores_are_0_to_1() {
    for (int seed = 0; seed < SITES; seed++) {
      Site site = Site.random(seed);
      for (Question question : questions(site)) {
        Opinion opinion = source(site).opinion(question);

        assertThat(items(opinion))
            .allSatisfy(item -> assertThat(opinion.score(item)).isBetween(0.0, 1.0));
      }
    }
  }

  @Test
  void an_item_that_was_looked_up_already_gets_the_same_score() {
    for (int seed = 0; seed < SITES; seed++) {
      Site site = Site.random(seed);
      for (Question question : questions(site)) {
        Opinion opinion = source(site).opinion(question);

        for (ItemId item : items(opinion)) {
          assertThat(opinion.score(item, site.catalogue.find(item))).isEqualTo(opinion.score(item));
        }
      }
    }
  }

  @Test
  void there_is_evidence_exactly_for_what_has_a_score() {
    for (int seed = 0; seed < SITES; seed++) {
      Site site = Site.random(seed);
      for (Question question : questions(site)) {
        Opinion opinion = source(site).opinion(question);

        for (ItemId item : items(opinion)) {
          if (opinion.score(item) > 0) {
            assertThat(opinion.evidence(item)).isNotNull();
          } else {
            assertThatThrownBy(() -> opinion.evidence(item))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no evidence for " + item);
          }
        }
      }
    }
  }

  @Test
  void asked_the_same_it_thinks_the_same() {
    for (int seed = 0; seed < SITES; seed++) {
      Site site = Site.random(seed);
      CandidateSource one = source(site);
      for (Question question : questions(site)) {
        Opinion opinion = one.opinion(question);
        for (Opinion again : List.of(one.opinion(question), source(site).opinion(question))) {
          assertThat(again.candidates()).containsExactlyElementsOf(opinion.candidates());
          for (ItemId item : items(opinion)) {
            assertThat(again.score(item)).isEqualTo(opinion.score(item));
            if (opinion.score(item) > 0) {
              assertThat(again.evidence(item)).isEqualTo(opinion.evidence(item));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"view", "like", "dislike", "undo-like"})
  void a_history_of_unknown_items_is_no_problem(String type) {
    Site site = new Site().ada(type, "gone").ada(type, "gone").ada(type, "lost");
    Opinion opinion = source(site).opinion(new Question(site.history(), Optional.empty()));

    assertThat(opinion.candidates()).isEmpty();
  }
}
