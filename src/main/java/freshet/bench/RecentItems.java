package freshet.bench;

import java.util.Arrays;

/**
 * The distinct items each user touched last, by number; tells how many predecessors an interaction
 * has, and so how much work co-occurrence has with it.
 */
final class RecentItems {
  /** As `cooccurrence.window`. */
  static final int WINDOW = 10;

  private static final int NONE = -1;

  /** One more than the window: an item does not precede itself. */
  private static final int KEPT = WINDOW + 1;

  /** By user, newest first. */
  private final int[] items;

  RecentItems(int users) {
    items = new int[Math.multiplyExact(users, KEPT)];
    Arrays.fill(items, NONE);
  }

  /** Takes an interaction in; how many predecessors it has, 0 to {@link #WINDOW}. */
  int touch(int user, int item) {
    int first = user * KEPT;
    int known = 0;
    int place = KEPT - 1;
    for (int i = 0; i < KEPT; i++) {
      int recent = items[first + i];
      if (recent == item) {
        place = i;
      } else if (recent != NONE) {
        known++;
      }
    }
    System.arraycopy(items, first, items, first + 1, place);
    items[first] = item;
    return Math.min(known, WINDOW);
  }
}
