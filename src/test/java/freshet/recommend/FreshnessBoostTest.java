package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreshnessBoostTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final FreshnessBoost boost = new FreshnessBoost(0.5, Duration.ofDays(7));

  private double factor(Instant created) {
    Item item =
        new Item(
            new ItemId("a"),
            new ContentType("game"),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.ofNullable(created),
            true);
    return boost.factor(Optional.of(item), NOW);
  }

  @Test
  void what_was_just_made_is_lifted_most() {
    assertThat(factor(NOW)).isEqualTo(1.5);
  }

  @Test
  void the_lift_falls_in_a_straight_line() {
    assertThat(factor(NOW.minus(Duration.ofHours(84)))).isCloseTo(1.25, within(1e-12));
  }

  @Test
  void from_the_age_on_nothing_is_lifted() {
    assertThat(factor(NOW.minus(Duration.ofDays(7)))).isEqualTo(1);
    assertThat(factor(NOW.minus(Duration.ofDays(700)))).isEqualTo(1);
  }

  @Test
  void what_is_announced_for_later_is_lifted_as_if_it_were_new() {
    assertThat(factor(NOW.plus(Duration.ofDays(30)))).isEqualTo(1.5);
  }

  @Test
  void an_item_of_unknown_age_is_not_lifted() {
    assertThat(factor(null)).isEqualTo(1);
    assertThat(boost.factor(Optional.empty(), NOW)).isEqualTo(1);
  }

  @Test
  void the_earliest_and_the_latest_time_an_item_may_have_are_no_problem() {
    assertThat(factor(Instant.parse("0001-01-01T00:00:00Z"))).isEqualTo(1);
    assertThat(factor(Instant.parse("9999-12-31T23:59:59Z"))).isEqualTo(1.5);
  }

  @Test
  void settings_out_of_range_are_refused_with_their_names() {
    assertThatThrownBy(() -> new FreshnessBoost(-0.1, Duration.ofDays(7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("recommend.freshness.most is -0.1; give 0 to 10");
    assertThatThrownBy(() -> new FreshnessBoost(Double.NaN, Duration.ofDays(7)))
        .hasMessage("recommend.freshness.most is NaN; give 0 to 10");
    assertThatThrownBy(() -> new FreshnessBoost(0.5, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("recommend.freshness.until is PT0S; give at least 1s");
    assertThatThrownBy(() -> new FreshnessBoost(0.5, Duration.ofNanos(5)))
        .hasMessage("recommend.freshness.until is PT0.000000005S; give at least 1s");
  }
}
