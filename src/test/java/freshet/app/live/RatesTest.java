package freshet.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RatesTest {
  private final AtomicLong now = new AtomicLong();
  private final Rates rates = new Rates(now::get);

  private void sample(double seconds, double total) {
    now.addAndGet((long) (seconds * 1e9));
    rates.sample(Map.of("events", total));
  }

  @Test
  void nothing_is_known_of_one_moment() {
    assertThat(rates.perSecond("events")).isEmpty();
    sample(0, 1_000);

    assertThat(rates.perSecond("events")).isEmpty();
  }

  @Test
  void a_rate_is_that_of_the_last_seconds() {
    sample(0, 0);
    for (int i = 0; i < 20; i++) {
      sample(0.5, 1_000 + i * 5);
    }

    assertThat(rates.perSecond("events")).isEqualTo(OptionalDouble.of(10));
  }

  @Test
  void after_a_while_in_which_nobody_asked_nothing_is_known() {
    sample(0, 0);
    sample(1, 10);
    sample(3_600, 1_000_000);

    assertThat(rates.perSecond("events")).isEmpty();
    sample(1, 1_000_007);
    assertThat(rates.perSecond("events")).isEqualTo(OptionalDouble.of(7));
  }

  @Test
  void a_total_that_falls_is_one_that_began_anew() {
    sample(0, 1_000);
    sample(1, 5);

    assertThat(rates.perSecond("events")).isEqualTo(OptionalDouble.of(0));
  }

  @Test
  void what_is_not_counted_has_no_rate_and_what_has_just_come_counts_from_nothing() {
    now.addAndGet(1);
    rates.sample(Map.of());
    sample(1, 12);

    assertThat(rates.perSecond("slates")).isEmpty();
    assertThat(rates.perSecond("events")).isEqualTo(OptionalDouble.of(12));
  }
}
