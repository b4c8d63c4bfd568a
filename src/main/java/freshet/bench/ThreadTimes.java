package freshet.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * CPU time of some threads of a process, to the nanosecond, where Linux tells it in {@code
 * /proc/PID/task/TID/schedstat}.
 *
 * @param byThread by the number of the thread; a thread that has ended is none of them any more
 */
public record ThreadTimes(Map<Long, Duration> byThread) {
  public ThreadTimes {
    byThread = Map.copyOf(byThread);
  }

  /**
   * Of a process since each of the threads began.
   *
   * @param named whether a thread's name, cut to 15 characters, makes it one of them
   * @return nothing where the system does not tell
   */
  public static Optional<ThreadTimes> of(long pid, Predicate<String> named) {
    Map<Long, Duration> times = new HashMap<>();
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks) {
        if (named.test(text(task, "comm"))) {
          text(task, "schedstat")
              .lines()
              .findFirst()
              .map(line -> Duration.ofNanos(Long.parseLong(line.substring(0, line.indexOf(' ')))))
              .ifPresent(time -> times.put(Long.parseLong(task.getFileName().toString()), time));
        }
      }
    } catch (IOException notLinuxOrEnded) {
      return Optional.empty();
    }
    return times.isEmpty() ? Optional.empty() : Optional.of(new ThreadTimes(times));
  }

  /** Empty where the thread has ended, or the system keeps no such file. */
  private static String text(Path task, String file) {
    try {
      return Files.readString(task.resolve(file)).strip();
    } catch (IOException notThere) {
      return "";
    }
  }

  /** What they used together since an earlier reading; who has ended since is not counted. */
  public Duration since(ThreadTimes before) {
    return byThread.entrySet().stream()
        .map(now -> now.getValue().minus(before.byThread.getOrDefault(now.getKey(), Duration.ZERO)))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
