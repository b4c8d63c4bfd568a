package freshet.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * What is known of each item by its content, as numbers from 1; 0 fills up.
 *
 * @param words how many each item has room for
 * @param features item by item, the first for item 1
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers for native code; nobody compares them.
public record Content(int words, int[] features) {
  /** How many items there are. */
  public int items() {
    return features.length / words;
  }

  /** The words of some items, {@code [n, words]}. */
  NDArray of(NDManager manager, long[] items) {
    long[] chosen = new long[items.length * words];
    for (int i = 0; i < items.length; i++) {
      for (int word = 0; word < words; word++) {
        chosen[i * words + word] = features[((int) items[i] - 1) * words + word];
      }
    }
    return manager.create(chosen, new Shape(items.length, words));
  }
}
