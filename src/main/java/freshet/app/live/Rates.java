package freshet.app.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * How fast totals grow, over the last few seconds in which somebody asked. Not known at first, nor
 * after nobody has asked for a while: an average over an idle hour would say nothing of now.
 */
final class Rates {
  static final Duration WINDOW = Duration.ofSeconds(3);
  private static final Duration SHORTEST = Duration.ofMillis(400);
  private static final double SECOND = 1e9;

  private final LongSupplier nanoTime;
  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(long at, Map<String, Double> totals) {}

  Rates(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Takes totals that never fall while what counts them lives. */
  void sample(Map<String, Double> totals) {
    long now = nanoTime.getAsLong();
    // The oldest that is kept lies just outside of the window, or is the only one.
    while (samples.size() > 1 && now - second().at() >= WINDOW.toNanos()) {
      samples.removeFirst();
    }
    if (!samples.isEmpty() && now - samples.getLast().at() > 2 * WINDOW.toNanos()) {
      samples.clear();
    }
    samples.addLast(new Sample(now, Map.copyOf(totals)));
  }

  private Sample second() {
    var all = samples.iterator();
    all.next();
    return all.next();
  }

  /** What a total gains per second; nothing for one that is not counted. */
  OptionalDouble perSecond(String name) {
    if (samples.isEmpty()) {
      return OptionalDouble.empty();
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    long elapsed = last.at() - first.at();
    Double total = last.totals().get(name);
    if (elapsed < SHORTEST.toNanos() || total == null) {
      return OptionalDouble.empty();
    }
    double gained = total - first.totals().getOrDefault(name, 0.0);
    // A client that was started anew counts from nothing.
    return OptionalDouble.of(Math.max(0, gained) * SECOND / elapsed);
  }
}
