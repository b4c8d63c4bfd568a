package freshet.bench.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * When each of many things is to happen: at even distances, fixed before the first of them, so that
 * a slow server does not slow down who asks it.
 *
 * @param beginNanos when the first is due, as {@link System#nanoTime} tells it
 * @param perSecond how many are due in a second, above 0
 */
public record Schedule(long beginNanos, double perSecond) {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  public Schedule {
    if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException("a rate is above 0, not " + perSecond);
    }
  }

  /** One that begins in a moment, time enough for all who take part to be waiting. */
  static Schedule soon(double perSecond) {
    return new Schedule(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20), perSecond);
  }

  /** One that begins now. */
  public static Schedule now(double perSecond) {
    return new Schedule(System.nanoTime(), perSecond);
  }

  /**
   * When something is due, as {@link System#nanoTime} tells it.
   *
   * @param number from 0
   */
  public long due(long number) {
    return due((double) number);
  }

  /** The same for a moment between two, a fraction. */
  public long due(double number) {
    return beginNanos + Math.round(number * NANOS / perSecond);
  }

  /** How many are due within a time that begins with the first, which counts. */
  public long within(Duration time) {
    return (long) Math.ceil(time.toNanos() * perSecond / NANOS);
  }

  /** Waits until a moment, not at all if it is over; a little longer where the system is busy. */
  public static void await(long dueNanos) throws InterruptedException {
    long left;
    while ((left = dueNanos - System.nanoTime()) > 0) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
