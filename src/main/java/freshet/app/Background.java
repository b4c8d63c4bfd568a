package freshet.app;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Makes what works for nobody in particular: its threads step back for those that answer requests
 * when there are fewer processors than work.
 *
 * <p>A thread inherits the priority of the thread that makes it, which is the only way to reach
 * those of Kafka Streams. The JVM hands priorities on to the system under {@code
 * -XX:ThreadPriorityPolicy=1}, which the launcher sets; without it nothing is different.
 */
final class Background {
  private Background() {}

  /**
   * Makes something in a thread of the lowest priority, and waits for it.
   *
   * @throws RuntimeException whatever the work throws
   */
  // The order of events does not depend on it, only how long somebody waits.
  @SuppressWarnings("ThreadPriorityCheck")
  static <T> T make(Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread thread = new Thread(task, "background");
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          // What is being made would be left to nobody, who could not close it.
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("a supplier threw a checked exception", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
