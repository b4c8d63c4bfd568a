package freshet.event;

import java.time.Instant;
import java.util.Objects;

/** What is to become of all that an id did so far. */
public sealed interface PersonRequest {
  /** Whose it is. */
  UserId user();

  /**
   * It goes: what arrived before the request, and whatever happened up to a time, whenever it
   * arrives.
   *
   * @param id under which it is proved
   * @param until up to which event time, in milliseconds
   * @param part whether it follows from the erasure of a user this id was merged into; then only
   *     what happened until then goes
   */
  record Erase(ErasureId id, UserId user, Instant until, boolean part) implements PersonRequest {
    public Erase {
      Objects.requireNonNull(id);
      Objects.requireNonNull(user);
      Objects.requireNonNull(until);
    }
  }

  /**
   * It becomes another id's.
   *
   * @param time when this was asked for
   */
  record Merge(UserId user, UserId into, Instant time) implements PersonRequest {
    public Merge {
      Objects.requireNonNull(user);
      Objects.requireNonNull(time);
      if (into.equals(user)) {
        throw new InvalidInputException(
            "from", "is the user itself; give the id that the user had before");
      }
    }
  }
}
