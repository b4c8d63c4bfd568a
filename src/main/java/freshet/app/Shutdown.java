package freshet.app;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until the process is told to stop, and then closes what runs, in order. */
final class Shutdown {
  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  private final CountDownLatch told = new CountDownLatch(1);

  private Shutdown() {}

  /**
   * Closes {@code running} when the process gets SIGTERM or Ctrl-C.
   *
   * @param running bounds its own close
   */
  static Shutdown of(AutoCloseable running) {
    Shutdown shutdown = new Shutdown();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  shutdown.told.countDown();
                  try {
                    running.close();
                  } catch (Exception e) {
                    LOG.error("It did not end properly", e);
                  }
                },
                "shutdown"));
    return shutdown;
  }

  /** Whether the process has been told to stop. */
  boolean isTold() {
    return told.getCount() == 0;
  }

  void await() throws InterruptedException {
    told.await();
  }
}
