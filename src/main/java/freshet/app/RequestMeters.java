package freshet.app;

import freshet.http.watch.RequestListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts and times requests; bounded by the number of endpoints, whatever callers send. */
final class RequestMeters implements RequestListener {
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };
  private static final int ERROR = 400;

  private record Answered(String method, String endpoint, int statusClass) {}

  private record Judged(String endpoint, String outcome) {}

  private final MeterRegistry meters;
  private final Map<Answered, Timer> timers = new ConcurrentHashMap<>();
  private final Map<Judged, Counter> elements = new ConcurrentHashMap<>();
  private final Map<Integer, Counter> errors = new ConcurrentHashMap<>();

  RequestMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void answered(String method, String endpoint, int status, long nanos) {
    timers
        .computeIfAbsent(new Answered(method, endpoint, status / 100), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
    if (status >= ERROR) {
      errors.computeIfAbsent(status, this::error).increment();
    }
  }

  @Override
  public void judged(String endpoint, int accepted, int rejected, int unconfirmed) {
    count(endpoint, "accepted", accepted);
    count(endpoint, "rejected", rejected);
    count(endpoint, "unconfirmed", unconfirmed);
  }

  private void count(String endpoint, String outcome, int elementsOfIt) {
    elements.computeIfAbsent(new Judged(endpoint, outcome), this::elements).increment(elementsOfIt);
  }

  private Timer timer(Answered answered) {
    return Timer.builder("freshet.http.requests")
        .description("Requests, until their answer was made")
        .serviceLevelObjectives(BUCKETS)
        .tag("method", answered.method())
        .tag("endpoint", answered.endpoint())
        .tag("status", answered.statusClass() + "xx")
        .register(meters);
  }

  private Counter elements(Judged judged) {
    return Counter.builder("freshet.http.elements")
        .description("Interactions and items in bodies, by what became of them")
        .tag("endpoint", judged.endpoint())
        .tag("outcome", judged.outcome())
        .register(meters);
  }

  private Counter error(int status) {
    return Counter.builder("freshet.http.errors")
        .description("Answers that are problems, by status")
        .tag("status", String.valueOf(status))
        .register(meters);
  }
}
