package freshet.model.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScopeTest {
  private static final int ITEMS = 20_000;

  private static Set<String> hidden(double share, long seed) {
    Scope scope = new Scope(Optional.empty(), 1, ITEMS, share, Optional.empty(), 50, seed);
    return IntStream.range(0, ITEMS)
        .mapToObj(Integer::toString)
        .filter(scope::hides)
        .collect(Collectors.toSet());
  }

  @Test
  void the_share_that_is_asked_for_is_hidden() {
    assertThat(hidden(0, 1)).isEmpty();
    assertThat(hidden(0.1, 1).size() / (double) ITEMS).isCloseTo(0.1, within(0.01));
    assertThat(hidden(0.7, 1).size() / (double) ITEMS).isCloseTo(0.7, within(0.01));
  }

  @Test
  void the_same_seed_hides_the_same_items_and_another_hides_others() {
    Set<String> some = hidden(0.1, 1);
    assertThat(hidden(0.1, 1)).isEqualTo(some);

    Set<String> both = new HashSet<>(hidden(0.1, 2));
    both.retainAll(some);
    assertThat(both.size() / (double) ITEMS).as("by chance").isCloseTo(0.01, within(0.005));
  }

  @Test
  void more_are_hidden_beside_those_that_were() {
    assertThat(hidden(0.2, 1)).containsAll(hidden(0.1, 1));
  }
}
