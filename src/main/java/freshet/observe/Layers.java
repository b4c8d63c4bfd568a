package freshet.observe;

import freshet.recommend.CandidateSource;
import freshet.recommend.Layer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All layers of one recommender, watched. */
public final class Layers {
  private static final Logger LOG = LoggerFactory.getLogger(Layers.class);

  /** A layer that fails at every request must not fill the disk with it. */
  private static final Duration TOLD_EVERY = Duration.ofSeconds(10);

  private final MeterRegistry meters;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Map<Layer, LayerWatch> watches = new EnumMap<>(Layer.class);
  private final Map<Layer, Telling> tellings = new EnumMap<>(Layer.class);

  /** When a layer's failure was told last, and how many were not since. */
  private static final class Telling {
    private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong untold = new AtomicLong();
  }

  public Layers(MeterRegistry meters, Clock clock) {
    this(meters, clock, System::nanoTime);
  }

  Layers(MeterRegistry meters, Clock clock, LongSupplier nanoTime) {
    this.meters = meters;
    this.clock = clock;
    this.nanoTime = nanoTime;
    for (Layer layer : Layer.values()) {
      tellings.put(layer, new Telling());
    }
  }

  /** A source, watched; all are before the first request. */
  public CandidateSource watched(CandidateSource source) {
    LayerWatch watch = new LayerWatch(source.layer(), meters, clock);
    watches.put(source.layer(), watch);
    return new WatchedSource(source, watch);
  }

  /**
   * A source behind a breaker, watched.
   *
   * @param breaker the breaker's state: {@code closed}, {@code open (why)}, {@code half open (why)}
   */
  public CandidateSource watched(CandidateSource source, Supplier<String> breaker) {
    CandidateSource watched = watched(source);
    watches.get(source.layer()).stateFrom(breaker);
    return watched;
  }

  /** Is told of each failure of a layer; logs some. */
  public void failed(Layer layer, RuntimeException error) {
    LayerWatch watch = watches.get(layer);
    if (watch != null) {
      watch.failed(error);
    }
    Telling telling = tellings.get(layer);
    long now = nanoTime.getAsLong();
    long next = telling.next.get();
    boolean due = next == Long.MIN_VALUE || now - next >= 0;
    if (due && telling.next.compareAndSet(next, now + TOLD_EVERY.toNanos())) {
      LOG.warn(
          "The {} layer failed, and {} times since this was last said; the others answered",
          layer.label(),
          telling.untold.getAndSet(0),
          error);
    } else {
      telling.untold.incrementAndGet();
    }
  }

  /** What they did, best layer first. */
  public List<LayerFigures> figures() {
    List<LayerFigures> figures = new ArrayList<>(watches.size());
    watches.values().forEach(watch -> figures.add(watch.figures()));
    return figures;
  }
}
