package freshet.http.position;

import freshet.event.LogPosition;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** Knows which interactions answers already show. */
@FunctionalInterface
public interface Positions {
  /**
   * Waits, for a limited time, until answers show the interactions at some places of the log.
   *
   * @return completes with whether they do
   */
  CompletableFuture<Boolean> await(Collection<LogPosition> positions);
}
