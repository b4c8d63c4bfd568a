package freshet.profile;

import freshet.event.ItemId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A list of items without repeats, kept as the bytes that are stored; immutable.
 *
 * <p>A profile remembers thousands of items that an event does not look at: they are neither made
 * into objects nor taken apart for it.
 *
 * <p>One id after the other: its length in bytes, two of them, and the id in UTF-8.
 */
final class ItemIds {
  static final ItemIds NONE = new ItemIds(new byte[0]);

  private static final int LENGTH_BYTES = 2;

  private final byte[] ids;

  private ItemIds(byte[] ids) {
    this.ids = ids;
  }

  /**
   * The items that {@link #toBytes} gave.
   *
   * @throws IllegalArgumentException if these bytes are no list of ids
   */
  static ItemIds of(ByteBuffer stored) {
    byte[] bytes = new byte[stored.remaining()];
    stored.get(bytes);
    ItemIds ids = new ItemIds(bytes);
    int place = 0;
    while (place <= bytes.length - LENGTH_BYTES && ids.after(place) > place + LENGTH_BYTES) {
      place = ids.after(place);
    }
    if (place != bytes.length) {
      throw new IllegalArgumentException("a list of ids breaks off");
    }
    return ids;
  }

  ByteBuffer toBytes() {
    return ByteBuffer.wrap(ids);
  }

  /**
   * The same with an item in the first place, wherever it was before.
   *
   * @param bound how many are kept; the last are forgotten beyond that
   */
  ItemIds withFirst(ItemId item, int bound) {
    byte[] id = item.value().getBytes(StandardCharsets.UTF_8);
    int place = 0;
    while (place < ids.length && !isAt(place, id)) {
      place = after(place);
    }
    int behind = place < ids.length ? after(place) : place;
    int start = LENGTH_BYTES + id.length;
    byte[] next = new byte[start + place + ids.length - behind];
    next[0] = (byte) (id.length >>> Byte.SIZE);
    next[1] = (byte) id.length;
    System.arraycopy(id, 0, next, LENGTH_BYTES, id.length);
    System.arraycopy(ids, 0, next, start, place);
    System.arraycopy(ids, behind, next, start + place, ids.length - behind);
    return new ItemIds(next).first(bound);
  }

  /**
   * With those of another list behind them.
   *
   * @param bound how many are kept; the last are forgotten beyond that
   */
  ItemIds join(ItemIds others, int bound) {
    if (others.ids.length == 0) {
      return first(bound);
    }
    Set<ItemId> all = new LinkedHashSet<>(toList());
    all.addAll(others.toList());
    ByteArrayOutputStream joined = new ByteArrayOutputStream(ids.length + others.ids.length);
    for (ItemId item : all) {
      byte[] id = item.value().getBytes(StandardCharsets.UTF_8);
      joined.write(id.length >>> Byte.SIZE);
      joined.write(id.length);
      joined.write(id, 0, id.length);
    }
    return new ItemIds(joined.toByteArray()).first(bound);
  }

  private ItemIds first(int most) {
    int end = 0;
    for (int i = 0; i < most && end < ids.length; i++) {
      end = after(end);
    }
    return end == ids.length ? this : new ItemIds(Arrays.copyOf(ids, end));
  }

  private boolean isAt(int place, byte[] id) {
    int start = place + LENGTH_BYTES;
    return Arrays.equals(ids, start, after(place), id, 0, id.length);
  }

  private int after(int place) {
    int length = ((ids[place] & 0xff) << Byte.SIZE) | (ids[place + 1] & 0xff);
    return place + LENGTH_BYTES + length;
  }

  /** As objects, first to last. */
  List<ItemId> toList() {
    List<ItemId> items = new ArrayList<>();
    for (int place = 0; place < ids.length; place = after(place)) {
      int start = place + LENGTH_BYTES;
      items.add(new ItemId(new String(ids, start, after(place) - start, StandardCharsets.UTF_8)));
    }
    return items;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ItemIds items && Arrays.equals(ids, items.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return toList().toString();
  }
}
