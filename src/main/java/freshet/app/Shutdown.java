package freshet.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until the process is told to stop, and then closes what runs, in order. */
final class Shutdown implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  private final CountDownLatch told = new CountDownLatch(1);

  private final Thread hook;

  private Shutdown(AutoCloseable running, Duration limit) {
    hook =
        new Thread(
            () -> {
              told.countDown();
              close(running, limit);
            },
            "shutdown");
  }

  /**
   * Closes {@code running} when the process gets SIGTERM or Ctrl-C.
   *
   * @param limit how long that may take; then the process ends all the same, as if killed
   */
  static Shutdown of(AutoCloseable running, Duration limit) {
    Shutdown shutdown = new Shutdown(running, limit);
    Runtime.getRuntime().addShutdownHook(shutdown.hook);
    return shutdown;
  }

  /** What runs is closed by others: there is nothing left to do when the process ends. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // It is closing it already.
    }
  }

  private static void close(AutoCloseable running, Duration limit) {
    Thread closing =
        new Thread(
            () -> {
              try {
                running.close();
              } catch (Exception e) {
                LOG.error("It did not end properly", e);
              }
            },
            "closing");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(limit.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (closing.isAlive()) {
      LOG.warn(
          "Not everything ended within {} s; the next start repairs what was left open",
          limit.toSeconds());
    }
  }

  /** Whether the process has been told to stop. */
  boolean isTold() {
    return told.getCount() == 0;
  }

  void await() throws InterruptedException {
    told.await();
  }
}
