package freshet.bench.scale;

import freshet.bench.load.Latency;
import freshet.bench.load.WatchedRequest;
import freshet.bench.load.WatchedRequest.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What requests noticed while instances ran undisturbed, or while some came and went.
 *
 * @param name what happened
 * @param took how long
 * @param requests that were due meanwhile
 * @param failed that no instance answered with a full slate
 * @param degraded that were answered without something that should have been in the answer
 * @param completeAfter from the beginning to when the last of those that failed or were degraded
 *     was over: how long what happened could be noticed; 0 where nobody noticed anything
 * @param elsewhere that another instance answered than was asked first
 * @param latency of those that were answered
 * @param firstFailure why the first one that failed did
 */
public record Step(
    String name,
    Duration took,
    long requests,
    long failed,
    long degraded,
    Duration completeAfter,
    long elsewhere,
    Latency latency,
    Optional<String> firstFailure) {

  /**
   * Counts.
   *
   * @param beganNanos when it began, as {@link System#nanoTime} tells it
   */
  static Step of(
      String name,
      long beganNanos,
      Duration took,
      List<WatchedRequest> requests,
      long elsewhere,
      Optional<String> firstFailure) {
    Histogram latency = Latency.histogram();
    requests.stream()
        .filter(request -> request.fate() != Fate.FAILED)
        .forEach(request -> latency.recordValue(request.nanos()));
    return new Step(
        name,
        took,
        requests.size(),
        count(requests, Fate.FAILED),
        count(requests, Fate.DEGRADED),
        completeAfter(requests, beganNanos),
        elsewhere,
        Latency.of(latency),
        firstFailure);
  }

  private static Duration completeAfter(List<WatchedRequest> requests, long beganNanos) {
    return Duration.ofNanos(
        requests.stream()
            .filter(request -> request.fate() != Fate.COMPLETE)
            .mapToLong(request -> request.answeredNanos() - beganNanos)
            .max()
            .orElse(0));
  }

  private static long count(List<WatchedRequest> requests, Fate fate) {
    return requests.stream().filter(request -> request.fate() == fate).count();
  }
}
