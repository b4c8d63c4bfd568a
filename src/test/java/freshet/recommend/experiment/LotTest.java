package freshet.recommend.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import freshet.event.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LotTest {
  private static final int USERS = 40_000;

  private static UserId user(String kind, int number) {
    return new UserId(kind + number);
  }

  @Test
  void a_user_draws_the_same_in_every_release() {
    assertThat(Lot.of("order", new UserId("ada"))).isEqualTo(Lot.of("order", new UserId("ada")));
    assertThat(Lot.of("order", new UserId("ada")))
        .isNotEqualTo(Lot.of("order", new UserId("bob")))
        .isNotEqualTo(Lot.of("other", new UserId("ada")));
    // Another function would draw all users anew while their experiments run.
    assertThat(Lot.of("order", new UserId("ada"))).isCloseTo(0.9088903157772987, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(strings = {"u", "session:0000", "user-with-a-long-name@example.org/", "é"})
  void numbers_are_spread_evenly_however_alike_the_names_are(String kind) {
    int[] tenths = new int[10];
    for (int i = 0; i < USERS; i++) {
      double drawn = Lot.of("order", user(kind, i));
      assertThat(drawn).isGreaterThanOrEqualTo(0).isLessThan(1);
      tenths[(int) (drawn * 10)]++;
    }
    // Of a binomial distribution with this many, less than one in a million is further off.
    double deviation = Math.sqrt(USERS * 0.1 * 0.9);
    for (int tenth : tenths) {
      assertThat((double) tenth).isCloseTo(USERS / 10.0, within(5 * deviation));
    }
  }

  @Test
  void what_is_drawn_under_one_name_says_nothing_about_another() {
    List<String> names = List.of("a", "b", "order", "order/variant", "slates");
    for (String one : names) {
      for (String other : names) {
        if (!one.equals(other)) {
          assertThat(correlation(one, other)).as(one + " and " + other).isCloseTo(0, within(0.025));
        }
      }
    }
  }

  /** Of what all users draw under two names; its standard deviation is 0.005. */
  private static double correlation(String one, String other) {
    double sum = 0;
    for (int i = 0; i < USERS; i++) {
      sum += (Lot.of(one, user("u", i)) - 0.5) * (Lot.of(other, user("u", i)) - 0.5);
    }
    return 12 * sum / USERS;
  }
}
