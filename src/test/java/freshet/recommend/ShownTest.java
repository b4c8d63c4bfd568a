package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.event.ItemId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShownTest {
  private static final int RYE = 14670150;
  private static final int GOE = 12450463;

  private static List<ItemId> items(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> new ItemId(prefix + i)).toList();
  }

  @Test
  void what_was_shown_is_known_again() {
    Shown shown = Shown.NOTHING;
    for (int page = 0; page < 20; page++) {
      shown = shown.with(items("page-" + page + "-item-", 10));
    }

    for (int page = 0; page < 20; page++) {
      assertThat(items("page-" + page + "-item-", 10)).allMatch(shown::contains);
    }
    assertThat(shown.size()).isEqualTo(200);
  }

  @Test
  void hardly_anything_else_is_taken_for_it() {
    Shown shown = Shown.NOTHING.with(items("item-", 2_000));

    assertThat(items("other-", 100_000).stream().filter(shown::contains).count()).isLessThan(40);
  }

  @Test
  void items_that_are_called_alike_have_other_hashes() {
    assertThat(Shown.NOTHING.with(items("item-", 2_000)).size()).isGreaterThan(1_998);
    // Their String.hashCode() is the same.
    assertThat(Shown.NOTHING.with(List.of(new ItemId("Aa"), new ItemId("BB"))).size()).isEqualTo(2);
  }

  /** Cursors are older than a release: these numbers must never change. */
  @Test
  void the_hash_of_an_item_is_the_same_for_ever() {
    assertThat(Shown.NOTHING.with(List.of(new ItemId("rye"))).hashes()).containsExactly(RYE);
    assertThat(Shown.NOTHING.with(List.of(new ItemId("Gö 😀"))).hashes()).containsExactly(GOE);
  }

  @Test
  void hashes_go_there_and_back() {
    Shown shown = Shown.NOTHING.with(items("item-", 50));

    assertThat(Shown.of(shown.hashes())).isEqualTo(shown).hasSameHashCodeAs(shown);
    assertThat(Shown.of(new int[0])).isEqualTo(Shown.NOTHING);
    assertThat(Shown.NOTHING.contains(new ItemId("x"))).isFalse();
  }

  @Test
  void hashes_out_of_range_or_order_are_refused() {
    assertThatThrownBy(() -> Shown.of(new int[] {2, 1}))
        .hasMessageContaining("give them ascending");
    assertThatThrownBy(() -> Shown.of(new int[] {1, 1}))
        .hasMessageContaining("give them ascending");
    assertThatThrownBy(() -> Shown.of(new int[] {-1})).hasMessageContaining("of 24 bits");
    assertThatThrownBy(() -> Shown.of(new int[] {1 << 24})).hasMessageContaining("of 24 bits");
    assertThatThrownBy(() -> Shown.of(IntStream.range(0, 2_001).toArray()))
        .hasMessageContaining("give at most 2000");
  }
}
