package freshet.model.training;

/**
 * What is known of each item by its content, as numbers from 1; 0 fills up.
 *
 * @param words how many each item has room for
 * @param features item by item, the first for item 1
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers for native code; nobody compares them.
public record Content(int words, long[] features) {
  /** How many items there are. */
  public int items() {
    return features.length / words;
  }
}
