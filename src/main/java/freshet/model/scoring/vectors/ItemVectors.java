package freshet.model.scoring.vectors;

import freshet.event.ItemId;
import java.util.Map;

/**
 * The vectors of all items, and which of them have the largest dot product with a user's.
 *
 * <p>Any number of threads may read while one at a time writes. Who asks while items come and go
 * may meet one that has just gone, or not yet one that has just come.
 */
public interface ItemVectors {
  /**
   * Room for vectors. Up to so many items every one is looked at, above that a graph leads to the
   * best. Which of the two it is does not change as items come: a model lives for days, and a
   * catalogue that grows past the bound meanwhile is scanned a little longer until the next model.
   *
   * @param dimensions length of each, at least 1
   * @param items how many are expected
   * @param exact up to how many are scanned
   */
  static ItemVectors roomFor(int dimensions, int items, int exact) {
    return items <= exact ? new ScannedVectors(dimensions) : new GraphVectors(dimensions);
  }

  /** That many, if they are some. */
  static int requireSome(int dimensions) {
    if (dimensions < 1) {
      throw new IllegalArgumentException("vectors of %d numbers: give some".formatted(dimensions));
    }
    return dimensions;
  }

  /** Gives an item its vector, or another one. */
  void put(ItemId item, float[] vector);

  /** The same for several items, which may be quicker than one by one. */
  default void putAll(Map<ItemId, float[]> vectors) {
    vectors.forEach(this::put);
  }

  /** Forgets an item; one without a vector is no error. */
  void remove(ItemId item);

  /**
   * To be called once, when the items there are at first have their vectors: now what makes
   * searching quick is built. Until then every answer is right, but may take long. May take
   * minutes; others may put and remove meanwhile.
   *
   * @throws IllegalStateException if the thread is interrupted meanwhile
   */
  default void settle() {}

  /**
   * Copies an item's vector.
   *
   * @return whether it has one; nothing is written if not
   */
  boolean copy(ItemId item, float[] into, int offset);

  /**
   * What a user's vector says about the items.
   *
   * @param user as long as the vectors of the items are
   */
  Beliefs beliefs(float[] user);

  /** Length of each vector. */
  int dimensions();

  /** How many items have vectors. */
  int size();

  /** What they take on the heap, without the names of the items. */
  long bytes();
}
