package freshet.model.reading;

import freshet.model.spool.GroupedLog;
import freshet.model.training.HeldOut.Case;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Holds out what happened last: everything from the moment on behind which lies a share of all
 * interactions (a global time split).
 *
 * @param share above 0 to 0.5
 */
record LastPeriod(double share) implements HoldOut {
  private static final int MOST = 2000;

  /** Counted at once; a narrower range of them is counted in the next pass. */
  private static final int BUCKETS = 1 << 16;

  @Override
  public int[] learned(GroupedLog log) {
    long cut = cut(log);
    int[] learned = new int[log.users()];
    for (int user = 0; user < learned.length; user++) {
      int place = log.length(user);
      while (place > 0 && log.millis(user, place - 1) >= cut) {
        place--;
      }
      learned[user] = place;
    }
    return learned;
  }

  @Override
  public List<Case> cases(
      GroupedLog log, int[] learned, boolean[] against, SplittableRandom random) {
    Drawn<Case> drawn = new Drawn<>(MOST, random);
    for (int user = 0; user < learned.length; user++) {
      int from = Math.max(1, learned[user]);
      NewItems.behind(log, user, from, log.length(user), against).forEach(drawn::offer);
    }
    return drawn.toList();
  }

  /** The event time of the first interaction that is held out; exact, in a few passes. */
  private long cut(GroupedLog log) {
    long[] range = {Long.MAX_VALUE, Long.MIN_VALUE};
    long[] count = {0};
    log.times(
        time -> {
          range[0] = Math.min(range[0], time);
          range[1] = Math.max(range[1], time);
          count[0]++;
        });
    if (count[0] == 0) {
      return Long.MAX_VALUE;
    }
    long wanted = (long) Math.floor(count[0] * (1 - share));
    long from = range[0];
    long width = range[1] - from + 1;
    while (width > 1) {
      long perBucket = (width + BUCKETS - 1) / BUCKETS;
      long low = from;
      long high = from + width;
      long[] buckets = new long[BUCKETS];
      log.times(
          time -> {
            if (time >= low && time < high) {
              buckets[(int) ((time - low) / perBucket)]++;
            }
          });
      int bucket = 0;
      while (wanted >= buckets[bucket]) {
        wanted -= buckets[bucket++];
      }
      from += bucket * perBucket;
      width = perBucket;
    }
    return from;
  }

  @Override
  public boolean ofEachUser() {
    return false;
  }
}
