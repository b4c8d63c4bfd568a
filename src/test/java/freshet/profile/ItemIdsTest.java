package freshet.profile;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.ItemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemIdsTest {
  private static final List<String> LETTERS = List.of("a", "ab", "ü", "猫", "😀");

  private static ItemId item(Random random) {
    int[] lengths = {1, 2, 64, 127, 128};
    String letter = LETTERS.get(random.nextInt(LETTERS.size()));
    return new ItemId(letter.repeat(lengths[random.nextInt(lengths.length)]));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 100})
  void what_is_put_first_leaves_its_old_place_and_the_last_are_forgotten(int bound) {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<ItemId> expected = new ArrayList<>();
      ItemIds ids = ItemIds.NONE;
      for (int i = 0; i < 60; i++) {
        ItemId item = item(random);
        expected.remove(item);
        expected.add(0, item);
        expected = new ArrayList<>(expected.subList(0, Math.min(bound, expected.size())));
        ids = ids.withFirst(item, bound);

        assertThat(ids.toList()).isEqualTo(expected);
        assertThat(ItemIds.of(ids.toBytes())).isEqualTo(ids);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_bound_that_has_become_smaller_is_kept_from_the_next_item_on(long seed) {
    Random random = new Random(seed);
    ItemIds ids = ItemIds.NONE;
    for (int i = 0; i < 60; i++) {
      ids = ids.withFirst(item(random), 100);
    }
    ItemId known = ids.toList().get(1);
    assertThat(ids.withFirst(known, 3).toList())
        .containsExactly(known, ids.toList().get(0), ids.toList().get(2));
  }
}
