package freshet.http.person;

import freshet.event.Erasure;
import freshet.event.ErasureId;
import freshet.event.UserId;
import freshet.query.StateAnswer;
import freshet.recommend.KeptProfile;
import freshet.recommend.impression.ShownSlate;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What is kept about people: shown, erased and joined. */
public interface Persons {
  /**
   * Erases all that is kept about a user.
   *
   * @return completes when it will be done, whatever dies; fails with {@link
   *     freshet.event.UnavailableException}
   */
  CompletableFuture<Void> erase(UserId user, ErasureId id);

  /** What is known of an erasure. */
  StateAnswer<Erasure> erasure(ErasureId id);

  /**
   * Makes what was done under one id another's.
   *
   * @return completes when it will be done, whatever dies; fails with {@link
   *     freshet.event.UnavailableException}
   */
  CompletableFuture<Void> merge(UserId from, UserId into);

  /** All that is kept about a user. */
  StateAnswer<KeptProfile> profile(UserId user);

  /** The slates that a user was shown lately, the latest first. */
  StateAnswer<List<ShownSlate>> slates(UserId user);
}
