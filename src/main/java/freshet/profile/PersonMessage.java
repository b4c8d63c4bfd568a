package freshet.profile;

import freshet.event.PersonRequest;
import freshet.event.UserId;
import java.time.Instant;
import java.util.Map;

/** What reaches a user's profile beside interactions. */
sealed interface PersonMessage {
  /** Somebody asks for something to become of it. */
  record Asked(PersonRequest request) implements PersonMessage {}

  /**
   * What another id did is this user's.
   *
   * @param from the other id
   * @param time when the merge was asked for
   * @param profile all that was kept under the other id
   * @param merges what had been merged into the other id, and when
   */
  record Transfer(UserId from, Instant time, Profile profile, Map<UserId, Instant> merges)
      implements PersonMessage {
    public Transfer {
      merges = Map.copyOf(merges);
    }

    /** The same as a part of a later merge. */
    Transfer at(Instant later) {
      return new Transfer(from, later, profile, merges);
    }
  }
}
