package freshet.recommend;

import static freshet.recommend.Site.ADA;
import static freshet.recommend.Site.id;
import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.Neighbourhood.Neighbour;
import freshet.recommend.UserHistory.Touch;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for every slate, whatever the state of the site. */
class SlateRulesTest {
  private static final int STATES = 300;

  private long seed;
  private Site site;
  private SlateRequest request;
  private Slate slate;

  private void always(Runnable rule) {
    for (seed = 0; seed < STATES; seed++) {
      ask();
      try {
        rule.run();
      } catch (AssertionError e) {
        throw new AssertionError("with seed " + seed, e);
      }
    }
  }

  private void ask() {
    site = Site.random(seed);
    Random random = new Random(seed + 1_000_000);
    Optional<ContentType> type = random.nextInt(3) == 0 ? Site.type("game") : Optional.empty();
    Set<ItemId> exclude =
        random
            .ints(random.nextInt(30), 0, 130)
            .mapToObj(i -> id("i" + i))
            .collect(Collectors.toSet());
    request = new SlateRequest(ADA, 1 + random.nextInt(40), type, exclude);
    slate = site.recommender(Site.settings(0.5, random.nextDouble())).recommend(request);
  }

  private List<ItemId> shown() {
    return slate.items().stream().map(SlateItem::item).toList();
  }

  private void assertNoneShown(Collection<ItemId> items) {
    assertThat(shown()).noneMatch(items::contains);
  }

  private boolean isOfType(ItemId item) {
    return request.type().isEmpty()
        || site.catalogue.find(item).map(Item::type).equals(request.type());
  }

  @Test
  void nothing_touched_or_hidden_is_shown() {
    always(
        () -> {
          assertNoneShown(site.history().recent().stream().map(Touch::item).toList());
          assertNoneShown(site.history().earlier());
          assertNoneShown(site.history().hidden());
        });
  }

  @Test
  void nothing_the_caller_excludes_is_shown() {
    always(
        () -> {
          assertNoneShown(request.exclude());
        });
  }

  @Test
  void nothing_withdrawn_or_deleted_is_shown() {
    always(
        () -> {
          assertThat(shown()).allMatch(site.catalogue::mayShow);
        });
  }

  @Test
  void only_the_type_that_is_wanted_is_shown() {
    always(
        () -> {
          assertThat(shown()).allMatch(this::isOfType);
        });
  }

  @Test
  void no_item_is_shown_twice() {
    always(
        () -> {
          assertThat(shown()).doesNotHaveDuplicates();
        });
  }

  @Test
  void the_slate_is_as_long_as_asked_or_has_all_there_is() {
    always(
        () -> {
          Set<ItemId> showable = new HashSet<>();
          site.catalogue
              .newest(Optional.empty(), Integer.MAX_VALUE)
              .forEach(item -> showable.add(item.id()));
          site.popularity
              .tops()
              .values()
              .forEach(list -> list.forEach(one -> showable.add(one.item())));
          showable.removeIf(
              item ->
                  site.history().excluded().contains(item)
                      || request.exclude().contains(item)
                      || !site.catalogue.mayShow(item)
                      || !isOfType(item));

          if (slate.items().size() < request.k()) {
            assertThat(shown()).containsAll(showable);
            assertThat(slate.note()).isPresent();
          } else {
            assertThat(slate.items()).hasSize(request.k());
            assertThat(slate.note()).isEmpty();
          }
        });
  }

  @Test
  void every_item_has_a_score_above_0_a_layer_and_a_reason() {
    always(
        () -> {
          for (SlateItem item : slate.items()) {
            assertThat(item.score()).isPositive().isFinite();
            assertThat(item.reason().text()).isNotBlank();
            if (!item.contributions().isEmpty()) {
              double given = item.contributions().get(item.layer());
              assertThat(item.contributions().values())
                  .allSatisfy(other -> assertThat(other).isPositive().isLessThanOrEqualTo(given));
            }
          }
        });
  }

  @Test
  void a_reason_names_what_the_user_did_and_what_it_led_to() {
    always(
        () -> {
          for (SlateItem item : slate.items()) {
            item.reason()
                .because()
                .ifPresent(
                    because -> {
                      assertThat(item.layer()).isEqualTo(Layer.COLLABORATIVE);
                      assertThat(site.history().recent()).extracting(Touch::item).contains(because);
                      assertThat(site.neighbourhood.of(because).neighbours())
                          .extracting(Neighbour::item)
                          .contains(item.item());
                    });
          }
        });
  }

  @Test
  void an_undisturbed_answer_is_not_degraded() {
    always(
        () -> {
          assertThat(slate.degraded()).isFalse();
          assertThat(site.failures).isEmpty();
        });
  }

  @Test
  void the_same_state_gives_the_same_slate() {
    always(
        () -> {
          RecommendSettings settings = Site.settings(0.5, 0.15);

          assertThat(Site.random(seed).recommender(settings).recommend(request))
              .isEqualTo(site.recommender(settings).recommend(request));
        });
  }

  @Test
  void similar_items_have_no_repeats_and_their_scores_do_not_rise() {
    always(
        () -> {
          for (int i = 0; i < 5; i++) {
            ItemId item = id("i" + i);
            Slate similar = site.recommender().similar(item, request.k());

            assertThat(similar.items())
                .hasSizeLessThanOrEqualTo(request.k())
                .extracting(SlateItem::item)
                .doesNotHaveDuplicates()
                .doesNotContain(item)
                .allMatch(site.catalogue::mayShow);
            assertThat(similar.items())
                .extracting(SlateItem::score)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a))
                .allMatch(score -> score > 0);
          }
        });
  }
}
