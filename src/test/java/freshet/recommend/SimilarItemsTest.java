package freshet.recommend;

import static freshet.recommend.Site.id;
import static freshet.recommend.Site.ids;
import static freshet.recommend.Site.item;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimilarItemsTest {
  private final Site site = new Site();

  private Slate similar(int k) {
    return site.recommender().similar(id("a"), k);
  }

  @Test
  void what_people_touch_next_comes_first() {
    site.item("a", "game", "chess").item("b", "game").item("c", "game").item("d", "game", "chess");
    site.follows("a", "b", 0.1).follows("a", "c", 0.2);
    Slate slate = similar(5);

    assertThat(ids(slate)).containsExactly("c", "b", "d");
    assertThat(item(slate, "c").layer()).isEqualTo(Layer.COLLABORATIVE);
    assertThat(item(slate, "c").reason())
        .isEqualTo(new Reason(Reason.Kind.FOLLOWS, "often chosen after a", Optional.of(id("a"))));
    assertThat(item(slate, "d").layer()).isEqualTo(Layer.CONTENT);
    assertThat(item(slate, "d").reason().text()).isEqualTo("more about chess");
    assertThat(slate.note()).isEmpty();
  }

  @Test
  void an_item_nobody_touched_is_compared_by_its_tags() {
    site.item("a", "game", "chess", "old").item("both", "game", "chess", "old");
    site.item("one", "game", "old").item("none", "game", "new");

    assertThat(ids(similar(5))).containsExactly("both", "one");
  }

  @Test
  void no_more_than_asked_are_given() {
    site.item("a", "game", "chess").item("b", "game", "chess").item("c", "game", "chess");
    site.follows("a", "d", 0.2).follows("a", "e", 0.1);

    assertThat(ids(similar(1))).containsExactly("d");
    assertThat(ids(similar(3))).containsExactly("d", "e", "b");
  }

  @Test
  void an_item_is_given_once_whoever_speaks_for_it() {
    site.item("a", "game", "chess").item("b", "game", "chess").follows("a", "b", 0.2);

    assertThat(ids(similar(5))).containsExactly("b");
  }

  @Test
  void withdrawn_and_deleted_items_are_left_out() {
    site.item("a", "game", "chess").withdrawn("b", "game", "chess").catalogue.delete(id("c"));
    site.follows("a", "b", 0.2).follows("a", "c", 0.2);

    assertThat(similar(5).items()).isEmpty();
  }

  @Test
  void where_nothing_is_known_the_slate_says_so() {
    Slate slate = similar(5);

    assertThat(slate.items()).isEmpty();
    assertThat(slate.degraded()).isFalse();
    assertThat(slate.note()).contains("nothing is known yet about what goes with this item");
  }
}
