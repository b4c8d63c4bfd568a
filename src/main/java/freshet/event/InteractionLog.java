package freshet.event;

import java.util.concurrent.CompletableFuture;

/** Where accepted interactions go, to be kept and counted exactly once. */
public interface InteractionLog {
  /**
   * Appends one interaction.
   *
   * @return completes with its place when the log has it for good; fails with {@link
   *     UnavailableException} when it could not be taken within the log's own deadline
   */
  CompletableFuture<LogPosition> append(Interaction interaction);
}
