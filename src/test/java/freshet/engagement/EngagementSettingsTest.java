package freshet.engagement;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EngagementSettingsTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void what_is_out_of_range_is_refused_by_the_setting_s_name() {
    List<ThrowingCallable> wrong =
        List.of(
            () -> new EngagementSettings(1.1, 32, DAY, 200, SECOND),
            () -> new EngagementSettings(Double.NaN, 32, DAY, 200, SECOND),
            () -> new EngagementSettings(1, 0, DAY, 200, SECOND),
            () -> new EngagementSettings(1, 32, SECOND, 200, SECOND),
            () -> new EngagementSettings(1, 32, DAY, 29, SECOND),
            () -> new EngagementSettings(1, 32, DAY, 200, Duration.ofMillis(10)));
    for (ThrowingCallable one : wrong) {
      assertThatThrownBy(one)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching(
              "slates\\.(share|kept|window|values|publish-interval) is .+; give .+");
    }
  }
}
