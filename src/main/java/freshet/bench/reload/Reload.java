package freshet.bench.reload;

import freshet.bench.memory.ResidentMemory;
import java.util.Optional;

/**
 * One time that another model began to serve.
 *
 * @param askedNanos when it was asked for, as {@link System#nanoTime} tells it
 * @param liveNanos when the server said that it serves
 * @param memory of the server some time after
 */
public record Reload(long askedNanos, long liveNanos, Optional<ResidentMemory> memory) {
  /** How long it took until it served, in milliseconds. */
  public double millis() {
    return (liveNanos - askedNanos) / 1e6;
  }
}
