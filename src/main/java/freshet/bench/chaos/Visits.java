package freshet.bench.chaos;

import java.time.Duration;
import java.util.List;

/**
 * What visitors of a site were answered that is killed again and again.
 *
 * @param requests for slates, each asked of one server after the other until one answers
 * @param failed that nobody answered although a server was up all the while
 * @param nobody that nobody answered because all servers were dead or starting
 * @param degraded that were answered without something that should have been in the answer
 * @param failures what the servers said to the first that failed
 * @param longestIncomplete the longest time from an answer that was not complete, or none, to when
 *     all were complete again
 */
public record Visits(
    long requests,
    long failed,
    List<String> failures,
    long nobody,
    long degraded,
    Duration longestIncomplete) {
  public Visits {
    failures = List.copyOf(failures);
  }
}
