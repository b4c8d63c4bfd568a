package freshet.bench.reload;

import freshet.bench.load.Latency;
import freshet.bench.load.WatchedRequest;
import freshet.bench.load.WatchedRequest.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What {@link ReloadBench} found.
 *
 * @param reloads in their order, at least one
 * @param requests all there were, in any order
 * @param firstFailure why the first one that failed did
 */
public record ReloadReport(
    ReloadBench.Plan plan,
    List<Reload> reloads,
    List<WatchedRequest> requests,
    Optional<String> firstFailure) {

  /** As long after a model began to serve requests count as being near that. */
  public static final Duration NEAR = Duration.ofSeconds(1);

  public ReloadReport {
    reloads = List.copyOf(reloads);
    requests = List.copyOf(requests);
    if (reloads.isEmpty()) {
      throw new IllegalArgumentException("a report of nothing: reload at least once");
    }
  }

  /** Requests that met a fate. */
  public long count(Fate fate) {
    return requests.stream().filter(request -> request.fate() == fate).count();
  }

  /** Latency of the answers that were on their way while models changed, or soon after. */
  public Latency near() {
    return latency(true);
  }

  /** Latency of all other answers. */
  public Latency away() {
    return latency(false);
  }

  /** The 99th percentile near reloads as a multiple of that away from them. */
  public double slowdown() {
    return near().p99() / away().p99();
  }

  /** Whether no request failed, and none was answered without the model. */
  public boolean isFlawless() {
    return count(Fate.COMPLETE) == requests.size();
  }

  private Latency latency(boolean near) {
    Histogram histogram = Latency.histogram();
    for (WatchedRequest request : requests) {
      if (request.fate() != Fate.FAILED && isNear(request) == near) {
        histogram.recordValue(request.nanos());
      }
    }
    return Latency.of(histogram);
  }

  private boolean isNear(WatchedRequest request) {
    return reloads.stream()
        .anyMatch(
            reload -> request.meets(reload.askedNanos(), reload.liveNanos() + NEAR.toNanos()));
  }
}
