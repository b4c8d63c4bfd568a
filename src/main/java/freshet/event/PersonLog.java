package freshet.event;

import java.util.concurrent.CompletableFuture;

/**
 * Where it is said what becomes of a person's data. It is the log of interactions itself: what came
 * before and what comes after is decided by the place in it.
 */
public interface PersonLog {
  /**
   * Says that all that came before of a user, or happened before, is to go.
   *
   * @return completes when the log has it for good; fails with {@link UnavailableException} as
   *     interactions do
   */
  CompletableFuture<Void> erase(UserId user, ErasureId id);

  /**
   * Says that what one id did so far is another one's.
   *
   * @return completes when the log has it for good; fails with {@link UnavailableException} as
   *     interactions do
   */
  CompletableFuture<Void> merge(UserId from, UserId into);
}
