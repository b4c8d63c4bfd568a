package freshet.model.training;

import java.util.List;

/**
 * What is learned and what is held out.
 *
 * @param sequences what users did
 * @param learned how many interactions of each user are learned, from the first on
 * @param heldOut interactions that are foreseen after each epoch, behind those that are learned
 * @param history how many interactions before it decide what comes next, at most
 * @param timed whether event times mean anything
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers for native code; nobody compares them.
public record Examples(
    Sequences sequences, int[] learned, List<HeldOut.Case> heldOut, int history, boolean timed) {

  /** How often each item follows on another in what is learned, the first for item 1. */
  long[] counts(int items) {
    long[] counts = new long[items];
    for (int user = 0; user < learned.length; user++) {
      if (learned[user] > 1) {
        for (int item : sequences.read(user, 1, learned[user]).items()) {
          if (item > 0) {
            counts[item - 1]++;
          }
        }
      }
    }
    return counts;
  }
}
