package freshet.model.scoring.vectors;

import freshet.event.ItemId;

/**
 * Room for the vectors of {@value #PLACES} items, dimension by dimension: the first numbers of all
 * items, then the second of all. Multiplying them all with a vector is then a loop over numbers
 * that lie side by side, which the compiler turns into vector instructions, and the sums stay in
 * the processor's nearest cache.
 *
 * <p>An empty place is marked by a number that is none, which makes every product with it none.
 */
final class VectorBlock {
  static final int PLACES = 1024;

  private final int dimensions;
  private final float[] values;
  private final ItemId[] items = new ItemId[PLACES];

  VectorBlock(int dimensions) {
    this.dimensions = dimensions;
    this.values = new float[Math.multiplyExact(dimensions, PLACES)];
  }

  static long bytes(int dimensions) {
    return (long) PLACES * dimensions * Float.BYTES;
  }

  void put(int place, ItemId item, float[] vector) {
    for (int i = 0; i < dimensions; i++) {
      values[i * PLACES + place] = vector[i];
    }
    items[place] = item;
  }

  void clear(int place) {
    items[place] = null;
    values[place] = Float.NaN;
  }

  /** The item at a place; null if there is none. */
  ItemId item(int place) {
    return items[place];
  }

  void copy(int place, float[] into, int offset) {
    for (int i = 0; i < dimensions; i++) {
      into[offset + i] = values[i * PLACES + place];
    }
  }

  /**
   * Dot products.
   *
   * @param count of how many places, from the first on
   * @param into holds zeros from {@code offset} on
   */
  void multiply(float[] with, int count, float[] into, int offset) {
    int i = 0;
    // Four at a time: the sums are read and written a quarter as often.
    for (; i + 3 < dimensions; i += 4) {
      four(i * PLACES, with[i], with[i + 1], with[i + 2], with[i + 3], count, into, offset);
    }
    for (; i < dimensions; i++) {
      one(i * PLACES, with[i], count, into, offset);
    }
  }

  private void four(
      int from, float a, float b, float c, float d, int count, float[] into, int offset) {
    float[] all = values;
    for (int i = 0; i < count; i++) {
      into[offset + i] +=
          a * all[from + i]
              + b * all[from + PLACES + i]
              + c * all[from + 2 * PLACES + i]
              + d * all[from + 3 * PLACES + i];
    }
  }

  private void one(int from, float a, int count, float[] into, int offset) {
    float[] all = values;
    for (int i = 0; i < count; i++) {
      into[offset + i] += a * all[from + i];
    }
  }
}
