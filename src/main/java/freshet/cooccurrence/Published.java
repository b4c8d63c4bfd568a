package freshet.cooccurrence;

import freshet.event.ItemId;

/**
 * Remembers how rows looked when they were last published, in a bounded space without objects:
 * where two items fall into one place, the later one displaces the other, whose row may then be
 * published once too often.
 */
final class Published {
  /** A power of two. */
  private static final int PLACES = 1 << 17;

  /** Of each place, the sketch of a row together with its item; 0 where nothing is known. */
  private final int[] sketches = new int[PLACES];

  /**
   * Takes notice of how a row looks now.
   *
   * @param sketch {@link Row#sketch} of it
   * @return whether it may have changed since it was last noticed
   */
  boolean changed(ItemId item, int sketch) {
    int place = Hashes.mixed(item.hashCode()) & (PLACES - 1);
    // 0 says that nothing is known.
    int known = Hashes.mixed(31 * other(item) + sketch) | 1;
    boolean changed = sketches[place] != known;
    sketches[place] = known;
    return changed;
  }

  /** Tells apart items whose hash codes, and so their places, are the same. */
  private static int other(ItemId item) {
    int hash = 1;
    for (int i = 0; i < item.value().length(); i++) {
      hash = 131 * hash + item.value().charAt(i);
    }
    return hash;
  }
}
