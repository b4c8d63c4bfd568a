package freshet.model.training;

/**
 * What users did, each in time order, as numbers: items, features and types of interaction are
 * counted from 1, and 0 is unknown.
 */
public interface Sequences {
  /** How many users there are, counted from 0. */
  int users();

  /** How many interactions a user has. */
  int length(int user);

  /**
   * Reads a part of what a user did.
   *
   * @param from counted from 0, the earliest
   * @param to exclusive
   */
  Steps read(int user, int from, int to);

  /**
   * Interactions in time order.
   *
   * @param items what was touched
   * @param types how
   * @param seconds event times
   */
  @SuppressWarnings("ArrayRecordComponent") // Numbers for native code; nobody compares them.
  record Steps(int[] items, int[] types, double[] seconds) {
    public int length() {
      return items.length;
    }
  }
}
