package freshet.observe;

import freshet.ingest.IngestWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Counts what the stream lets through and sets aside, and times how soon an event is seen: from the
 * broker's taking it to its being in its user's profile, where the next answer finds it. One event
 * of {@value #SAMPLED} is timed.
 */
public final class WatchedStream implements IngestWatch {
  private static final int SAMPLED = 16;
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(5)
  };

  private final Clock clock;
  private final Counter admitted;
  private final Counter refused;
  private final Counter moved;
  private final Counter unusable;
  private final Timer visible;

  public WatchedStream(MeterRegistry meters, Clock clock) {
    this.clock = clock;
    this.admitted = records("admitted", meters);
    this.refused = records("refused", meters);
    this.moved = records("moved", meters);
    this.unusable =
        Counter.builder("freshet.dead.letters")
            .description("Records of any topic that were set aside by this instance")
            .register(meters);
    this.visible =
        Latency.timer("freshet.event.to.visible", BUCKETS)
            .description(
                "From the broker's taking an event to its being in the user's profile, of a sample")
            .register(meters);
  }

  private static Counter records(String outcome, MeterRegistry meters) {
    return Counter.builder("freshet.stream.interactions")
        .description("Records of the interactions topic, by what became of them")
        .tag("outcome", outcome)
        .register(meters);
  }

  @Override
  public void admitted() {
    admitted.increment();
  }

  @Override
  public void refused() {
    refused.increment();
    unusable.increment();
  }

  @Override
  public void moved() {
    moved.increment();
  }

  /** Another record, of any topic, was set aside. */
  public void setAside() {
    unusable.increment();
  }

  @Override
  public void processed(long offset, long arrivedMillis) {
    if (offset % SAMPLED == 0) {
      // Clocks of two machines differ: what seems to come from the future has just come.
      long took = Math.max(0, clock.millis() - arrivedMillis);
      visible.record(took, TimeUnit.MILLISECONDS);
    }
  }

  /** How soon events were seen of late. */
  public Latency eventToVisible() {
    return Latency.of(visible);
  }

  /** How many records were set aside. */
  public long deadLetters() {
    return (long) unusable.count();
  }
}
