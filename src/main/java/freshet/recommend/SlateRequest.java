package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.ItemId;
import freshet.event.UserId;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller wants for a user, or for somebody nobody knows.
 *
 * @param user for whom; empty for somebody without an account
 * @param history what was done, where the caller says it; else it is read for the user
 * @param k length of the slate, 1 to {@value #MAX_K}
 * @param type only items of this content type
 * @param exclude items not to show
 * @param again whether items the user has touched before may be shown; hidden ones never are
 * @param wishes what else is wanted
 */
public record SlateRequest(
    Optional<UserId> user,
    Optional<UserHistory> history,
    int k,
    Optional<ContentType> type,
    Set<ItemId> exclude,
    boolean again,
    Wishes wishes) {
  public static final int MAX_K = 200;

  public SlateRequest {
    if (k < 1 || k > MAX_K) {
      throw new InvalidInputException("k", "is " + k + "; give 1 to " + MAX_K);
    }
    exclude = Set.copyOf(exclude);
  }

  /** A request for a user. */
  public SlateRequest(
      UserId user, int k, Optional<ContentType> type, Set<ItemId> exclude, boolean again) {
    this(Optional.of(user), Optional.empty(), k, type, exclude, again, Wishes.NONE);
  }

  /** A request for items the user has not touched. */
  public SlateRequest(UserId user, int k, Optional<ContentType> type, Set<ItemId> exclude) {
    this(user, k, type, exclude, false);
  }

  /** A request for somebody of whom nothing is known. */
  public static SlateRequest forAnybody(int k, Optional<ContentType> type) {
    return new SlateRequest(
        Optional.empty(), Optional.empty(), k, type, Set.of(), false, Wishes.NONE);
  }

  /** The same for a slate of another length. */
  public SlateRequest withLength(int length) {
    return new SlateRequest(user, history, length, type, exclude, again, wishes);
  }

  /** The same with further wishes instead of these. */
  public SlateRequest with(Wishes others) {
    return new SlateRequest(user, history, k, type, exclude, again, others);
  }

  /** The same, with or without items the user has touched. */
  public SlateRequest again(boolean mayShow) {
    return new SlateRequest(user, history, k, type, exclude, mayShow, wishes);
  }

  /** The same without some items, and those only. */
  SlateRequest without(Set<ItemId> items) {
    return new SlateRequest(user, history, k, type, items, again, wishes);
  }

  /** The same for somebody who did this. */
  public SlateRequest having(UserHistory done) {
    return new SlateRequest(user, Optional.of(done), k, type, exclude, again, wishes);
  }
}
