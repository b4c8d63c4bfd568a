package freshet.bench.chaos;

import java.time.Duration;
import java.util.List;

/**
 * What a kill test found.
 *
 * @param servers that shared the work
 * @param took how long events were sent and the server was killed
 * @param kills what the server was doing at each kill
 * @param readyAfter how long after a kill it was ready, each time that it was let
 * @param visits what was answered meanwhile
 * @param retries times a batch had to be sent again
 * @param balance what was accepted against what was counted
 * @param missing accepted interactions that are not in the log; below 0 if others are
 * @param recordsRepeated records in the log that repeat an interaction
 * @param recordsAltered records in the log that are not what was sent
 * @param profiles of all users, against the undisturbed run
 * @param rows of co-occurrence, against the undisturbed run
 * @param counts of popularity, against the undisturbed run
 */
public record ChaosReport(
    int servers,
    Duration took,
    List<Moment.Phase> kills,
    List<Duration> readyAfter,
    Visits visits,
    long retries,
    Balance balance,
    long missing,
    long recordsRepeated,
    long recordsAltered,
    Comparison profiles,
    Comparison rows,
    Comparison counts) {

  public ChaosReport {
    kills = List.copyOf(kills);
    readyAfter = List.copyOf(readyAfter);
  }

  /** Accepted interactions per second, the time in which the server was dead included. */
  public double eventsPerSecond() {
    return balance.sent() / (took.toNanos() / 1e9);
  }

  /**
   * Whether every accepted event was counted exactly once, nothing differs and nobody was let down.
   */
  public boolean isFlawless() {
    return balance.sent() > 0
        && visits.failed() == 0
        && balance.isEven()
        && missing == 0
        && recordsAltered == 0
        && profiles.isEqual()
        && rows.isEqual()
        && counts.isEqual();
  }
}
