package freshet.replay;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Where an import sends what it reads. Used by one thread at a time. Interactions of one user
 * arrive in the order they were sent, within one call and from call to call.
 */
public interface Sender extends AutoCloseable {
  /**
   * What became of the rows of one call.
   *
   * @param taken how many are kept for good
   * @param refused the others
   */
  record Outcome(long taken, List<Refused> refused) {
    public Outcome {
      refused = List.copyOf(refused);
    }
  }

  /**
   * One row that was refused.
   *
   * @param reason what is wrong with it, and the cure
   * @param origin where it stands
   */
  record Refused(String reason, Origin origin) {}

  /** Where it sends to, for people and to tell one import from another. */
  String destination();

  /**
   * Sends interactions. After a failure later calls may fail too; start anew with a new sender.
   *
   * @return completes when all are taken or refused; fails with {@link
   *     freshet.event.UnavailableException} when the other side did not answer for too long, and
   *     with {@link RejectedImportException} when it does not take imports at all
   */
  CompletableFuture<Outcome> interactions(List<LoggedInteraction> interactions);

  /** Sends items; completes as {@link #interactions} does. */
  CompletableFuture<Outcome> items(List<LoggedItem> items);

  @Override
  void close();
}
