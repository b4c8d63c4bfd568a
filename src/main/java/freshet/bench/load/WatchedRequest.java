package freshet.bench.load;

/**
 * What became of one request.
 *
 * @param dueNanos when it was due, as {@link System#nanoTime} tells it
 * @param answeredNanos when its answer was there, or had failed
 */
public record WatchedRequest(long dueNanos, long answeredNanos, Fate fate) {
  /** How it was answered. */
  public enum Fate {
    /** A full slate with all that was to be expected. */
    COMPLETE,
    /** A full slate that says it is degraded, or lacks the layer model where there is one. */
    DEGRADED,
    /** Not at all, or with a slate that is not full. */
    FAILED
  }

  /** Whether it was on its way at any moment of a span. */
  public boolean meets(long fromNanos, long toNanos) {
    return answeredNanos - fromNanos >= 0 && dueNanos - toNanos <= 0;
  }

  /** How long it took from when it was due. */
  public long nanos() {
    return answeredNanos - dueNanos;
  }
}
