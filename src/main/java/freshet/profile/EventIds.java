package freshet.profile;

import freshet.event.EventId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The latest event ids of a user, to recognise an event that is sent twice; immutable.
 *
 * <p>Ids are kept as 64-bit FNV-1a hashes: two different ids among a thousand are taken for the
 * same with a probability of about 10⁻¹³.
 */
final class EventIds {
  static final EventIds NONE = new EventIds(new byte[0]);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** Eight bytes a hash, oldest first: as they are stored, so that storing them is one copy. */
  private final byte[] hashes;

  private EventIds(byte[] hashes) {
    this.hashes = hashes;
  }

  /**
   * The ids that {@link #toBytes} gave.
   *
   * @throws IllegalArgumentException if these bytes are no hashes
   */
  static EventIds of(ByteBuffer stored) {
    byte[] bytes = new byte[stored.remaining()];
    if (bytes.length % Long.BYTES != 0) {
      throw new IllegalArgumentException("a list of hashes breaks off");
    }
    stored.get(bytes);
    return new EventIds(bytes);
  }

  ByteBuffer toBytes() {
    return ByteBuffer.wrap(hashes);
  }

  boolean contains(EventId id) {
    long hash = hash(id);
    for (int at = hashes.length - Long.BYTES; at >= 0; at -= Long.BYTES) {
      if ((long) LONGS.get(hashes, at) == hash) {
        return true;
      }
    }
    return false;
  }

  /** With one more; the oldest are forgotten beyond the bound. */
  EventIds plus(EventId id, int bound) {
    int kept = Math.min(hashes.length, (bound - 1) * Long.BYTES);
    byte[] next = new byte[kept + Long.BYTES];
    System.arraycopy(hashes, hashes.length - kept, next, 0, kept);
    LONGS.set(next, kept, hash(id));
    return new EventIds(next);
  }

  /**
   * With those of another user; of each the newest half of the bound is kept, and more where the
   * other needs less.
   */
  EventIds join(EventIds other, int bound) {
    int room = bound * Long.BYTES;
    int half = bound / 2 * Long.BYTES;
    int theirs = Math.min(other.hashes.length, Math.max(half, room - hashes.length));
    int ours = Math.min(hashes.length, room - theirs);
    byte[] next = new byte[ours + theirs];
    System.arraycopy(hashes, hashes.length - ours, next, 0, ours);
    System.arraycopy(other.hashes, other.hashes.length - theirs, next, ours, theirs);
    return new EventIds(next);
  }

  /** How many there are. */
  int size() {
    return hashes.length / Long.BYTES;
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
