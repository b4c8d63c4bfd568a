package freshet.model.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DrawnTest {
  @Test
  void each_that_was_offered_is_kept_with_the_same_chance() {
    int[] kept = new int[20];
    for (int seed = 0; seed < 4000; seed++) {
      Drawn<Integer> drawn = new Drawn<>(5, new SplittableRandom(seed));
      for (int i = 0; i < kept.length; i++) {
        drawn.offer(i);
      }
      assertThat(drawn.toList()).hasSize(5).doesNotHaveDuplicates();
      drawn.toList().forEach(one -> kept[one]++);
    }
    for (int count : kept) {
      assertThat(count / 4000.0).isCloseTo(0.25, within(0.04));
    }
  }

  @Test
  void fewer_than_fit_are_all_kept() {
    Drawn<String> drawn = new Drawn<>(5, new SplittableRandom(1));
    drawn.offer("a");
    drawn.offer("b");
    assertThat(drawn.toList()).containsExactly("a", "b");
  }
}
