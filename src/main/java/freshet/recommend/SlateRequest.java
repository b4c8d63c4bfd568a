package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.ItemId;
import freshet.event.UserId;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller wants for a user.
 *
 * @param user for whom
 * @param k length of the slate, 1 to {@value #MAX_K}
 * @param type only items of this content type
 * @param exclude items not to show
 * @param again whether items the user has touched before may be shown; hidden ones never are
 */
public record SlateRequest(
    UserId user, int k, Optional<ContentType> type, Set<ItemId> exclude, boolean again) {
  public static final int MAX_K = 200;

  public SlateRequest {
    if (k < 1 || k > MAX_K) {
      throw new InvalidInputException("k", "is " + k + "; give 1 to " + MAX_K);
    }
    exclude = Set.copyOf(exclude);
  }

  /** A request for items the user has not touched. */
  public SlateRequest(UserId user, int k, Optional<ContentType> type, Set<ItemId> exclude) {
    this(user, k, type, exclude, false);
  }
}
