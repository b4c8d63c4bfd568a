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
    Sequences sequences, int[] learned, List<HeldOut.Case> heldOut, int history, boolean timed) {}
