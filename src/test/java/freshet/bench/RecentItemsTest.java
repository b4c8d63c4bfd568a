package freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentItemsTest {
  private final RecentItems recent = new RecentItems(3);

  @Test
  void the_first_item_of_a_user_has_no_predecessor_whatever_others_did() {
    recent.touch(0, 5);
    recent.touch(2, 6);

    assertThat(recent.touch(1, 5)).isZero();
  }

  @Test
  void an_item_is_a_predecessor_once_and_never_its_own() {
    recent.touch(1, 7);
    recent.touch(1, 8);
    recent.touch(1, 7);

    assertThat(recent.touch(1, 7)).isEqualTo(1);
    assertThat(recent.touch(1, 9)).isEqualTo(2);
  }

  @Test
  void beyond_the_window_there_are_no_more() {
    for (int item = 0; item < 30; item++) {
      assertThat(recent.touch(1, item)).isEqualTo(Math.min(item, RecentItems.WINDOW));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void predecessors_are_the_distinct_items_of_the_history(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<Integer, List<Integer>> histories = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      int user = random.nextInt(3);
      int item = random.nextInt(16);
      List<Integer> history = histories.computeIfAbsent(user, any -> new ArrayList<>());
      long distinct = history.stream().filter(before -> before != item).distinct().count();

      assertThat(recent.touch(user, item)).isEqualTo((int) Math.min(distinct, RecentItems.WINDOW));
      history.add(item);
    }
  }
}
