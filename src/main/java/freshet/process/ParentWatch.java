package freshet.process;

import java.io.IOException;
import java.io.InputStream;

/** Ends this process as soon as the one that started it is gone, even if that was killed. */
public final class ParentWatch {
  private static final int KILLED = 137;

  private ParentWatch() {}

  /** Watches standard input, a pipe whose other end only the parent holds. */
  public static void begin() {
    Thread watch = new Thread(() -> awaitEnd(System.in), "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEnd(InputStream pipe) {
    try {
      while (pipe.read() >= 0) {
        // Nothing is sent; only the end of it matters.
      }
    } catch (IOException e) {
      // A pipe that breaks has ended as well.
    }
    Runtime.getRuntime().halt(KILLED);
  }
}
