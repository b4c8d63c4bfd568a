package freshet.cooccurrence;

import freshet.decay.DecayedSum;
import freshet.event.ItemId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The successors in a row and the units of each, kept as the bytes that are stored; immutable.
 *
 * <p>A row is changed for every few events and changes in a handful of places. Here they are found
 * without making an object of each successor, and what lies between them is copied as it is.
 *
 * <p>One entry after the other, ascending by id as UTF-8: the length of the id, the id, the units.
 * Numbers are variable-length, seven bits a byte, the units zigzag; none is 0.
 */
final class Successors {
  static final Successors NONE = new Successors(new byte[0], 0);

  private static final int MORE = 0x80;
  private static final int SEVEN_BITS = 0x7f;
  private static final int MAX_NUMBER = 10;

  /** Bytes of the shortest: the length of the id, one letter, the units. */
  private static final int LEAST_ENTRY = 3;

  private final byte[] entries;
  private final int size;

  private Successors(byte[] entries, int size) {
    this.entries = entries;
    this.size = size;
  }

  /**
   * Successors that {@link #toBytes} gave.
   *
   * @param size how many
   * @throws IllegalArgumentException if they cannot be so many
   */
  static Successors of(ByteBuffer stored, int size) {
    byte[] entries = new byte[stored.remaining()];
    if ((long) size * LEAST_ENTRY > entries.length) {
      throw new IllegalArgumentException(
          "%d successors do not fit into %d bytes".formatted(size, entries.length));
    }
    stored.get(entries);
    return new Successors(entries, size);
  }

  /**
   * Successors that are to be one row, in any order and without repeats.
   *
   * @param units of the item at the same index; what has 0 is left out
   */
  static Successors of(ItemId[] items, long[] units) {
    Encoded[] encoded = new Encoded[items.length];
    int length = 0;
    int size = 0;
    for (int i = 0; i < items.length; i++) {
      if (units[i] != 0) {
        byte[] id = items[i].value().getBytes(StandardCharsets.UTF_8);
        encoded[size++] = new Encoded(id, units[i]);
        length += id.length + 2 * MAX_NUMBER;
      }
    }
    Arrays.sort(encoded, 0, size);
    byte[] entries = new byte[length];
    int end = 0;
    for (int i = 0; i < size; i++) {
      byte[] id = encoded[i].id;
      end = put(entries, end, id, 0, id.length, encoded[i].units);
    }
    return new Successors(Arrays.copyOf(entries, end), size);
  }

  /** A successor whose place is not known yet. */
  private static final class Encoded implements Comparable<Encoded> {
    private final byte[] id;
    private final long units;

    Encoded(byte[] id, long units) {
      this.id = id;
      this.units = units;
    }

    @Override
    public int compareTo(Encoded other) {
      return Arrays.compareUnsigned(id, other.id);
    }
  }

  ByteBuffer toBytes() {
    return ByteBuffer.wrap(entries);
  }

  int size() {
    return size;
  }

  /** The units of each, ascending by id. */
  long[] units() {
    long[] units = new long[size];
    Cursor cursor = new Cursor(entries);
    for (int i = 0; i < size; i++) {
      units[i] = cursor.units;
      cursor.next();
    }
    return units;
  }

  /** Takes one successor after the other. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Takes notice of one.
     *
     * @param item not decoded until it is asked for
     */
    void visit(Id item, long units);
  }

  /** The id of the successor that is visited; good during the visit only. */
  interface Id {
    ItemId decode();

    /** Depends on the id alone. */
    int hash();
  }

  /** Visits the successors ascending by id. */
  void forEach(Visitor visitor) {
    forEach(units(), visitor);
  }

  /**
   * Visits some of the successors, ascending by id.
   *
   * @param units to say of each; who is given 0 is passed over
   */
  void forEach(long[] units, Visitor visitor) {
    Cursor cursor = new Cursor(entries);
    for (int i = 0; i < size; i++) {
      if (units[i] != 0) {
        visitor.visit(cursor, units[i]);
      }
      cursor.next();
    }
  }

  /** The sum of both. */
  Successors plus(Successors other) {
    if (other.size == 0) {
      return this;
    }
    if (size == 0) {
      return other;
    }
    // A sum takes no more bytes than its two parts.
    byte[] merged = new byte[entries.length + other.entries.length];
    int end = 0;
    int count = size;
    int copied = 0;
    Cursor here = new Cursor(entries);
    for (Cursor there = new Cursor(other.entries); there.isInside(); there.next()) {
      boolean known = here.seek(there);
      System.arraycopy(entries, copied, merged, end, here.start - copied);
      end += here.start - copied;
      long sum = there.units;
      if (known) {
        sum = Math.addExact(sum, here.units);
        here.next();
        count--;
      }
      copied = here.start;
      if (sum != 0) {
        end = put(merged, end, there.bytes, there.id, there.idEnd, sum);
        count++;
      }
    }
    System.arraycopy(entries, copied, merged, end, entries.length - copied);
    end += entries.length - copied;
    return new Successors(Arrays.copyOf(merged, end), count);
  }

  /** The same at a landmark that is not older. */
  Successors moved(int epoch, int newer) {
    if (epoch == newer) {
      return this;
    }
    long[] moved = units();
    for (int i = 0; i < moved.length; i++) {
      moved[i] = DecayedSum.moved(moved[i], epoch, newer);
    }
    return with(moved);
  }

  /**
   * The same successors with other units.
   *
   * @param units ascending by id; who is given 0 leaves
   */
  Successors with(long[] units) {
    byte[] changed = new byte[entries.length + MAX_NUMBER * size];
    int end = 0;
    int count = 0;
    Cursor cursor = new Cursor(entries);
    for (int i = 0; i < size; i++) {
      if (units[i] != 0) {
        end = put(changed, end, entries, cursor.id, cursor.idEnd, units[i]);
        count++;
      }
      cursor.next();
    }
    return new Successors(Arrays.copyOf(changed, end), count);
  }

  /** Of some units the {@code bound} largest, of equal ones the first; 0 in place of the others. */
  static long[] largest(long[] units, int bound) {
    if (units.length <= bound) {
      return units;
    }
    long[] ascending = units.clone();
    Arrays.sort(ascending);
    long least = ascending[units.length - bound];
    int equals = bound;
    for (long one : units) {
      equals -= one > least ? 1 : 0;
    }
    long[] largest = new long[units.length];
    for (int i = 0; i < units.length; i++) {
      if (units[i] > least || (units[i] == least && --equals >= 0)) {
        largest[i] = units[i];
      }
    }
    return largest;
  }

  private static int put(byte[] target, int at, byte[] source, int id, int idEnd, long units) {
    int length = idEnd - id;
    int end = putNumber(target, at, length);
    System.arraycopy(source, id, target, end, length);
    return putNumber(target, end + length, (units << 1) ^ (units >> (Long.SIZE - 1)));
  }

  private static int putNumber(byte[] target, int at, long number) {
    int end = at;
    long left = number;
    while ((left & ~SEVEN_BITS) != 0) {
      target[end++] = (byte) ((left & SEVEN_BITS) | MORE);
      left >>>= 7;
    }
    target[end++] = (byte) left;
    return end;
  }

  /** Stands on one entry after the other. */
  private static final class Cursor implements Id, Comparable<Cursor> {
    private final byte[] bytes;
    private int start;
    private int id;
    private int idEnd;
    private int end;
    private long units;

    Cursor(byte[] bytes) {
      this.bytes = bytes;
      look();
    }

    boolean isInside() {
      return start < bytes.length;
    }

    void next() {
      start = end;
      look();
    }

    private void look() {
      if (!isInside()) {
        return;
      }
      end = start;
      int length = (int) number();
      id = end;
      idEnd = id + length;
      end = idEnd;
      long zigzag = number();
      units = (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private long number() {
      long number = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[end++];
        number |= (long) (next & SEVEN_BITS) << shift;
        if (next >= 0) {
          return number;
        }
      }
    }

    /** Goes on to the first entry that is not before another; whether it has the same id. */
    boolean seek(Cursor other) {
      while (isInside()) {
        int order = compareTo(other);
        if (order >= 0) {
          return order == 0;
        }
        next();
      }
      return false;
    }

    @Override
    public int compareTo(Cursor other) {
      return Arrays.compareUnsigned(bytes, id, idEnd, other.bytes, other.id, other.idEnd);
    }

    @Override
    public ItemId decode() {
      return FamiliarIds.of(bytes, id, idEnd, hash());
    }

    @Override
    public int hash() {
      int hash = 1;
      for (int i = id; i < idEnd; i++) {
        hash = 31 * hash + bytes[i];
      }
      return hash;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Successors successors && Arrays.equals(entries, successors.entries);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(entries);
  }
}
