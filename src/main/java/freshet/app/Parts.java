package freshet.app;

import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes the parts of a process, each even if another fails to. */
final class Parts {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private Parts() {}

  /**
   * @param parts in the order in which they are to be closed
   */
  static void close(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warn("{} did not close properly", part.getClass().getSimpleName(), e);
      }
    }
  }
}
