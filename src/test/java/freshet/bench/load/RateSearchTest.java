package freshet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateSearchTest {
  @ParameterizedTest
  @ValueSource(ints = {40, 700, 1_000, 1_001, 1_499, 2_345, 9_999})
  void what_is_found_holds_and_is_near_the_highest_that_would(int highest)
      throws InterruptedException {
    OptionalInt found = new RateSearch(1_000, 30).highest(rate -> rate <= highest);

    assertThat(found).isPresent();
    assertThat(found.getAsInt()).isBetween((int) (highest / 1.06), highest);
  }

  @Test
  void no_rate_is_tried_twice_and_none_beyond_one_that_broke() throws InterruptedException {
    List<Integer> tried = new ArrayList<>();

    new RateSearch(1_000, 30)
        .highest(
            rate -> {
              assertThat(tried).allMatch(before -> before <= 3_000 || rate < before);
              tried.add(rate);
              return rate <= 3_000;
            });

    assertThat(tried).doesNotHaveDuplicates().hasSizeLessThan(12);
  }

  @Test
  void a_search_ends_after_its_trials() throws InterruptedException {
    List<Integer> tried = new ArrayList<>();

    OptionalInt found = new RateSearch(100, 3).highest(tried::add);

    assertThat(tried).hasSize(3);
    assertThat(found).hasValue(tried.get(2));
  }

  @Test
  void nothing_is_found_where_nothing_holds() throws InterruptedException {
    assertThat(new RateSearch(100, 50).highest(rate -> false)).isEmpty();
  }
}
