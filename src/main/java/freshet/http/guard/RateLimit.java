package freshet.http.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * How many requests each caller may make: a token bucket for each. The callers seen last are
 * remembered, and one that is forgotten begins anew, which is why none is forgotten before its
 * bucket would be full again, unless {@value #CALLERS} others come first.
 */
final class RateLimit {
  private static final int CALLERS = 10_000;

  private final int requestsPerSecond;
  private final int burst;
  private final TimeMeter time;
  private final Cache<String, Bucket> buckets;

  RateLimit(int requestsPerSecond, int burst, TimeMeter time) {
    this.requestsPerSecond = requestsPerSecond;
    this.burst = burst;
    this.time = time;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(CALLERS)
            .expireAfterAccess(Duration.ofSeconds(60 + burst / requestsPerSecond))
            .build();
  }

  /** How long a caller has to wait, nanoseconds; 0 if it may go on. */
  long wait(String caller) {
    ConsumptionProbe probe = buckets.get(caller, any -> bucket()).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill());
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity(burst).refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
        .withCustomTimePrecision(time)
        .build();
  }
}
