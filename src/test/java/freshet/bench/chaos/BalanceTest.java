package freshet.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BalanceTest {
  @Test
  void what_is_counted_as_sent_is_even() {
    Balance balance = Balance.of(Map.of("a", 2L, "b", 1L), Map.of("b", 1L, "a", 2L));

    assertThat(balance).isEqualTo(new Balance(3, 3, 0, 0));
    assertThat(balance.isEven()).isTrue();
  }

  @Test
  void what_one_item_lost_is_not_made_good_by_what_another_was_counted_twice() {
    Balance balance = Balance.of(Map.of("a", 5L, "b", 1L), Map.of("a", 3L, "b", 3L));

    assertThat(balance).isEqualTo(new Balance(6, 6, 2, 2));
    assertThat(balance.isEven()).isFalse();
  }

  @Test
  void an_item_without_count_is_lost_and_one_that_nobody_sent_is_too_many() {
    assertThat(Balance.of(Map.of("a", 5L), Map.of("b", 2L))).isEqualTo(new Balance(5, 2, 5, 2));
  }
}
