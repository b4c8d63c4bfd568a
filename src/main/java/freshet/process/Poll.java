package freshet.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks again and again, for a limited time, at what nobody announces. */
public final class Poll {
  private Poll() {}

  /**
   * Waits for a condition.
   *
   * @return whether it came true within the limit
   */
  public static boolean until(BooleanSupplier condition, Duration interval, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() >= deadline) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(interval.toNanos());
    }
    return true;
  }
}
