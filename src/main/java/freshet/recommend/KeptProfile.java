package freshet.recommend;

import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.recommend.UserHistory.Touch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is kept about a user.
 *
 * @param history what of it decides what to show next
 * @param undos interactions that took others back, newest first
 * @param hidden what hid items, newest first
 * @param eventIds how many event ids are remembered, as hashes
 * @param interactions how many interactions it was made of
 * @param merged the ids whose doings have become the user's, the latest first
 * @param movedTo where what was kept under this id went last
 * @param erasedUntil up to which event time everything has been erased, if it has
 */
public record KeptProfile(
    UserHistory history,
    List<Touch> undos,
    List<Hiding> hidden,
    int eventIds,
    long interactions,
    List<UserId> merged,
    Optional<Move> movedTo,
    Optional<Instant> erasedUntil) {

  /** Of a user nobody has seen. */
  public static final KeptProfile EMPTY = of(UserHistory.EMPTY);

  /**
   * An item that is hidden.
   *
   * @param type name of the type of the interaction that hid it
   * @param time event time
   */
  public record Hiding(ItemId item, String type, Instant time) {}

  /**
   * What was kept has become another user's.
   *
   * @param time when that was asked for
   */
  public record Move(UserId user, Instant time) {}

  public KeptProfile {
    undos = List.copyOf(undos);
    hidden = List.copyOf(hidden);
    merged = List.copyOf(merged);
  }

  /** One of which only the history is known. */
  public static KeptProfile of(UserHistory history) {
    return new KeptProfile(
        history, List.of(), List.of(), 0, 0, List.of(), Optional.empty(), Optional.empty());
  }
}
