package freshet.profile;

import freshet.event.EventId;
import java.util.Arrays;

/**
 * The latest event ids of a user, to recognise an event that is sent twice; immutable.
 *
 * <p>Ids are kept as 64-bit FNV-1a hashes: two different ids among a thousand are taken for the
 * same with a probability of about 10⁻¹³.
 */
final class EventIds {
  static final EventIds NONE = new EventIds(new long[0]);

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** Oldest first. */
  private final long[] hashes;

  private EventIds(long[] hashes) {
    this.hashes = hashes;
  }

  static EventIds of(long[] oldestFirst) {
    return new EventIds(oldestFirst.clone());
  }

  boolean contains(EventId id) {
    long hash = hash(id);
    for (int i = hashes.length - 1; i >= 0; i--) {
      if (hashes[i] == hash) {
        return true;
      }
    }
    return false;
  }

  /** With one more; the oldest are forgotten beyond the bound. */
  EventIds plus(EventId id, int bound) {
    int kept = Math.min(hashes.length, bound - 1);
    long[] next = new long[kept + 1];
    System.arraycopy(hashes, hashes.length - kept, next, 0, kept);
    next[kept] = hash(id);
    return new EventIds(next);
  }

  int size() {
    return hashes.length;
  }

  long hash(int index) {
    return hashes[index];
  }

  private static long hash(EventId id) {
    String value = id.value();
    long hash = FNV_OFFSET;
    for (int i = 0; i < value.length(); i++) {
      hash = (hash ^ value.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventIds ids && Arrays.equals(hashes, ids.hashes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hashes);
  }
}
