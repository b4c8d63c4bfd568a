package freshet.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private long nanos;

  private final RateLimit limit =
      new RateLimit(
          10,
          3,
          new TimeMeter() {
            @Override
            public long currentTimeNanos() {
              return nanos;
            }

            @Override
            public boolean isWallClockBased() {
              return false;
            }
          });

  @Test
  void a_burst_passes_and_then_as_many_as_the_rate_allows() {
    for (int i = 0; i < 3; i++) {
      assertThat(limit.wait("ada")).isZero();
    }
    assertThat(Duration.ofNanos(limit.wait("ada"))).isEqualTo(Duration.ofMillis(100));

    nanos += Duration.ofMillis(100).toNanos();
    assertThat(limit.wait("ada")).isZero();
    assertThat(limit.wait("ada")).isPositive();
  }

  @Test
  void one_caller_does_not_use_up_what_another_may() {
    for (int i = 0; i < 9; i++) {
      limit.wait("ada");
    }

    assertThat(limit.wait("bob")).isZero();
  }

  @Test
  void a_long_silence_does_not_save_up_more_than_a_burst() {
    nanos += Duration.ofHours(1).toNanos();
    for (int i = 0; i < 3; i++) {
      assertThat(limit.wait("ada")).isZero();
    }
    assertThat(limit.wait("ada")).isPositive();
  }
}
