package freshet.bench.chaos;

import java.time.Duration;

/** How long answers are not complete, of answers one after the other; used by one thread. */
final class Completeness {
  /** Users are kept on several servers: only many complete answers in a row mean that all are. */
  private static final int IN_A_ROW = 20;

  private long longest;
  private long since;
  private long firstOfRow;
  private int row = IN_A_ROW;

  /**
   * Takes notice of an answer.
   *
   * @param nanos when it was asked for, as {@link System#nanoTime} counts
   */
  void note(long nanos, boolean complete) {
    if (!complete) {
      if (row >= IN_A_ROW) {
        since = nanos;
      }
      row = 0;
      longest = Math.max(longest, nanos - since);
    } else if (row < IN_A_ROW) {
      if (row == 0) {
        firstOfRow = nanos;
      }
      row++;
      longest = Math.max(longest, firstOfRow - since);
    }
  }

  /** The longest time so far from an answer that was not complete to the next that all were. */
  Duration longest() {
    return Duration.ofNanos(longest);
  }
}
