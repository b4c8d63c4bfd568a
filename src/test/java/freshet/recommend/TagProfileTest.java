package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TagProfileTest {
  private final Site site = new Site();

  private TagProfile profile() {
    return TagProfile.of(site.history(), site.catalogue);
  }

  @Test
  void nobody_likes_nothing() {
    assertThat(profile().weights()).isEmpty();
    assertThat(profile().against()).isEmpty();
  }

  @Test
  void an_item_gives_its_tags_equal_parts() {
    site.item("a", "game", "chess", "old").ada("view", "a");

    assertThat(profile().weights()).containsExactly(entry("chess", 0.5), entry("old", 0.5));
  }

  @Test
  void weights_sum_to_1_largest_first() {
    for (long seed = 0; seed < 50; seed++) {
      Site random = Site.random(seed);
      TagProfile profile = TagProfile.of(random.history(), random.catalogue);

      assertThat(List.copyOf(profile.weights().values()))
          .isSortedAccordingTo((a, b) -> Double.compare(b, a))
          .allSatisfy(weight -> assertThat(weight).isPositive());
      assertThat(List.copyOf(profile.against().values()))
          .isSortedAccordingTo((a, b) -> Double.compare(b, a))
          .allSatisfy(weight -> assertThat(weight).isPositive());
      assertThat(profile.against().keySet()).noneMatch(profile.weights()::containsKey);
      if (!profile.weights().isEmpty()) {
        assertThat(profile.weights().values().stream().mapToDouble(Double::doubleValue).sum())
            .isCloseTo(1, within(1e-9));
      }
    }
  }

  @Test
  void a_like_says_twice_what_a_view_says() {
    site.item("a", "game", "liked").item("b", "game", "viewed").ada("view", "b").ada("like", "a");

    assertThat(profile().weights().get("liked") / profile().weights().get("viewed"))
        .isCloseTo(2 * Math.sqrt(2), within(1e-9));
  }

  @Test
  void a_dislike_counts_against_the_tags_of_its_item() {
    site.item("a", "game", "space").item("b", "game", "space", "horror");
    site.ada("like", "a").ada("like", "a").ada("dislike", "b");

    assertThat(profile().weights()).containsOnlyKeys("space");
    assertThat(profile().against()).containsOnlyKeys("horror");
  }

  @Test
  void a_tag_spoken_against_as_much_as_for_is_neither_liked_nor_disliked() {
    site.item("a", "game", "x", "y", "even").item("b", "game", "liked").item("none", "game");
    // The n-th latest counts 1/√n: a dislike of weight 2, fourth, and a view of weight 1, first.
    site.ada("dislike", "a").ada("view", "none").ada("view", "b").ada("view", "a");

    assertThat(profile().weights()).containsOnlyKeys("liked");
    assertThat(profile().against()).isEmpty();
  }

  @Test
  void who_only_dislikes_has_no_profile() {
    site.item("a", "game", "horror").ada("dislike", "a");

    assertThat(profile().weights()).isEmpty();
    assertThat(profile().against()).isEmpty();
  }

  @Test
  void items_nobody_described_say_nothing() {
    site.item("a", "game", "chess").ada("view", "a").ada("view", "unknown");

    assertThat(profile().weights()).containsOnlyKeys("chess");
  }

  @Test
  void a_corrected_tag_counts_for_what_was_touched_before() {
    site.item("a", "game", "ches").ada("view", "a").item("a", "game", "chess");

    assertThat(profile().weights()).containsOnlyKeys("chess");
  }
}
