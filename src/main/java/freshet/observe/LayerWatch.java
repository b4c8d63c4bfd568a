package freshet.observe;

import freshet.recommend.Layer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Counts and times what one layer does; costs a request well below a microsecond. */
final class LayerWatch {
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1)
  };

  private final Layer layer;
  private final Counter calls;
  private final Counter silences;
  private final Counter failures;
  private final Counter fallbacks;
  private final Timer latency;
  private final RecentErrors errors;
  private volatile boolean failing;
  private volatile Supplier<String> state = () -> failing ? "failing" : "answering";

  LayerWatch(Layer layer, MeterRegistry meters, Clock clock) {
    this.layer = layer;
    this.errors = new RecentErrors(clock);
    this.calls = counter("calls", "How often the layer was asked", meters);
    this.silences = counter("silences", "How often the layer had nothing to say", meters);
    this.failures =
        counter("failures", "How often the layer failed, asked or while it was read", meters);
    this.fallbacks =
        counter(
            "fallbacks", "How often others answered without the layer that should have", meters);
    this.latency =
        Latency.timer("freshet.layer.latency", BUCKETS)
            .description("What it took the layer to form an opinion")
            .tag("layer", layer.label())
            .register(meters);
  }

  private Counter counter(String what, String description, MeterRegistry meters) {
    return Counter.builder("freshet.layer." + what)
        .description(description)
        .tag("layer", layer.label())
        .register(meters);
  }

  /** It has a breaker, which knows better. */
  void stateFrom(Supplier<String> breaker) {
    state = breaker;
  }

  void spoke(long nanos) {
    calls.increment();
    latency.record(nanos, TimeUnit.NANOSECONDS);
    if (failing) {
      failing = false;
    }
  }

  void wasSilent(long nanos) {
    spoke(nanos);
    silences.increment();
  }

  /** What it did wrong is told by {@link #failed}, since it may do so later as well. */
  void threw(long nanos) {
    calls.increment();
    latency.record(nanos, TimeUnit.NANOSECONDS);
  }

  void rested() {
    calls.increment();
    fallbacks.increment();
  }

  void failed(RuntimeException error) {
    failures.increment();
    fallbacks.increment();
    errors.add(error);
    failing = true;
  }

  LayerFigures figures() {
    return new LayerFigures(
        layer,
        state.get(),
        (long) calls.count(),
        (long) silences.count(),
        (long) failures.count(),
        (long) fallbacks.count(),
        Latency.of(latency),
        errors.all());
  }
}
