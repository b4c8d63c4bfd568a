package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimilarityTest {
  private static Item item(String category, String author, String... tags) {
    return new Item(
        new ItemId("a"),
        new ContentType("game"),
        Optional.empty(),
        List.of(tags),
        Optional.ofNullable(category),
        Optional.ofNullable(author),
        Optional.empty(),
        true);
  }

  @Test
  void an_item_is_wholly_like_its_twin() {
    Item item = item("board", "ada", "chess", "old");

    assertThat(Similarity.between(item, item)).isCloseTo(1, within(1e-12)).isLessThanOrEqualTo(1);
  }

  @Test
  void tags_count_by_the_part_that_is_shared() {
    assertThat(Similarity.between(item(null, null, "a", "b"), item(null, null, "b", "c")))
        .isCloseTo(0.7 / 3, within(1e-12));
  }

  @Test
  void category_and_author_count_a_little() {
    assertThat(Similarity.between(item("x", null), item("x", null))).isEqualTo(0.15);
    assertThat(Similarity.between(item(null, "x"), item(null, "x"))).isEqualTo(0.15);
    assertThat(Similarity.between(item("x", null), item("y", null))).isZero();
  }

  @Test
  void items_of_which_nothing_is_known_are_not_alike() {
    assertThat(Similarity.between(item(null, null), item(null, null))).isZero();
    assertThat(Similarity.between(Optional.of(item("x", "y", "z")), Optional.empty())).isZero();
  }

  @Test
  void it_is_symmetric() {
    Item one = item("x", "y", "a", "b", "c");
    Item other = item("x", "z", "c", "d");

    assertThat(Similarity.between(one, other)).isEqualTo(Similarity.between(other, one));
  }
}
