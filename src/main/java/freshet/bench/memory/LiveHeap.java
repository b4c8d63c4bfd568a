package freshet.bench.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is alive on the Java heap of another process: the collector is run for it first, so that
 * garbage does not count. That takes seconds, in which the process answers slowly.
 */
public final class LiveHeap {
  /** A JVM that is very busy does not always let itself be attached to. */
  private static final int TRIES = 3;

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");

  private LiveHeap() {}

  /**
   * Bytes that are reachable.
   *
   * @param pid of a JVM that this user has started
   * @return empty where there is no {@code jcmd} beside this Java, or it does not tell
   */
  public static OptionalLong of(long pid) throws InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return OptionalLong.empty();
    }
    try {
      Path told = Files.createTempFile("freshet-heap-", ".txt");
      try {
        OptionalLong total = OptionalLong.empty();
        for (int i = 0; i < TRIES && total.isEmpty(); i++) {
          if (histogram(jcmd, pid, told)) {
            total = total(Files.readString(told));
          }
        }
        return total;
      } finally {
        Files.deleteIfExists(told);
      }
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static boolean histogram(Path jcmd, long pid, Path told)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start();
    try {
      return process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
    } finally {
      process.destroyForcibly();
    }
  }

  static OptionalLong total(String histogram) {
    Matcher matcher = TOTAL.matcher(histogram);
    return matcher.find()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
