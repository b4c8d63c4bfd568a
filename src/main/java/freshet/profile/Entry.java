package freshet.profile;

import freshet.event.InteractionType;
import freshet.event.InteractionType.Stance;
import freshet.event.ItemId;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * One interaction as the profile keeps it.
 *
 * @param item what was touched
 * @param type how
 * @param time event time
 * @param seconds dwell or play time, if known
 */
record Entry(ItemId item, InteractionType type, Instant time, OptionalDouble seconds) {

  boolean isUndo() {
    return type.stance() == Stance.UNDO;
  }

  /** Whether this undo takes an earlier interaction of a type with an item back. */
  boolean takesBack(ItemId other, String otherType, Instant otherTime) {
    return isUndo()
        && item.equals(other)
        && type.undoes().orElseThrow().equals(otherType)
        && !otherTime.isAfter(time);
  }
}
