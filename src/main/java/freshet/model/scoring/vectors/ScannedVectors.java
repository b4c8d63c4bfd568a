package freshet.model.scoring.vectors;

import freshet.event.ItemId;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Vectors that are searched exactly: every one is looked at. That takes time in proportion to the
 * catalogue, about as long as memory needs to deliver it.
 *
 * <p>Who reads a vector that is being replaced at that moment may get a part of the old and a part
 * of the new one; who searches while items come and go may meet an item under the product of the
 * one whose place it took. Both are gone at the next request.
 *
 * <p>Grows with the items that are put and never shrinks; the place of one that is removed is used
 * for the next.
 */
final class ScannedVectors implements ItemVectors {
  /** What an entry of the map from items to places takes, roughly, without the item's name. */
  private static final int ENTRY_BYTES = 64;

  private final int dimensions;
  private final ConcurrentMap<ItemId, Integer> places = new ConcurrentHashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();

  /** Written last, read first: whoever sees a place sees what was written there before. */
  private volatile Extent extent = new Extent(new VectorBlock[0], 0);

  /**
   * How far vectors reach.
   *
   * @param count how many places are or were used, from the first on
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Extent(VectorBlock[] blocks, int count) {}

  /**
   * Room for vectors.
   *
   * @param dimensions length of each, at least 1
   */
  ScannedVectors(int dimensions) {
    this.dimensions = ItemVectors.requireSome(dimensions);
  }

  @Override
  public synchronized void put(ItemId item, float[] vector) {
    Integer known = places.get(item);
    int place = known != null ? known : freePlace();
    VectorBlock[] blocks = extent.blocks;
    if (place / VectorBlock.PLACES == blocks.length) {
      blocks = Arrays.copyOf(blocks, blocks.length + 1);
      blocks[blocks.length - 1] = new VectorBlock(dimensions);
    }
    blocks[place / VectorBlock.PLACES].put(place % VectorBlock.PLACES, item, vector);
    extent = new Extent(blocks, Math.max(extent.count, place + 1));
    if (known == null) {
      places.put(item, place);
    }
  }

  private int freePlace() {
    return free.isEmpty() ? extent.count : free.pop();
  }

  @Override
  public synchronized void remove(ItemId item) {
    Integer place = places.remove(item);
    if (place != null) {
      extent.blocks[place / VectorBlock.PLACES].clear(place % VectorBlock.PLACES);
      free.push(place);
      extent = new Extent(extent.blocks, extent.count);
    }
  }

  @Override
  public boolean copy(ItemId item, float[] into, int offset) {
    // Before the extent: a place is named only after the block it lies in is there.
    Integer place = places.get(item);
    if (place == null) {
      return false;
    }
    extent.blocks[place / VectorBlock.PLACES].copy(place % VectorBlock.PLACES, into, offset);
    return true;
  }

  @Override
  public Beliefs beliefs(float[] user) {
    Extent now = extent;
    float[] logits = new float[now.count];
    for (int from = 0; from < now.count; from += VectorBlock.PLACES) {
      int count = Math.min(VectorBlock.PLACES, now.count - from);
      now.blocks[from / VectorBlock.PLACES].multiply(user, count, logits, from);
    }
    return new Softmax(this, logits);
  }

  /** The place of an item, from 0; below 0 if it has no vector. */
  int place(ItemId item) {
    Integer place = places.get(item);
    return place == null ? -1 : place;
  }

  /** The item at a place; null if there is none any more. */
  ItemId item(int place) {
    return extent.blocks[place / VectorBlock.PLACES].item(place % VectorBlock.PLACES);
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public int size() {
    return places.size();
  }

  @Override
  public long bytes() {
    return extent.blocks.length * VectorBlock.bytes(dimensions) + (long) size() * ENTRY_BYTES;
  }
}
