package freshet.bench.freshness;

import freshet.bench.CpuTime;
import java.time.Duration;
import java.util.List;

/**
 * What {@link FreshnessBench} found.
 *
 * @param all probes of all rounds together
 * @param took wall-clock time of all rounds
 * @param events that flowed in besides
 * @param server CPU time of the server
 */
public record FreshnessReport(
    FreshnessBench.Plan plan,
    List<FreshnessRound> rounds,
    FreshnessRound all,
    Duration took,
    long events,
    CpuTime server) {
  public FreshnessReport {
    rounds = List.copyOf(rounds);
  }

  /** Events that flowed in. */
  public double eventsPerSecond() {
    return events * 1e9 / took.toNanos();
  }

  /** CPU time of the server for events, probes and asking together, as a share of one core. */
  public double serverCores() {
    return (double) server.total().toNanos() / took.toNanos();
  }
}
