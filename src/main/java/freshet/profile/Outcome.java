package freshet.profile;

import freshet.event.Effect;
import freshet.event.Erasure;
import freshet.event.PersonRequest;
import freshet.event.UserId;
import freshet.profile.PersonMessage.Transfer;

/** What follows from a message about a person. */
sealed interface Outcome {
  /** Something changes about items. */
  record Changed(Effect effect) implements Outcome {}

  /** What is kept here goes to another user. */
  record Sent(UserId into, Transfer transfer) implements Outcome {}

  /** An erasure is done. */
  record Proved(Erasure proof) implements Outcome {}

  /** Another id is to be erased, too. */
  record Spread(PersonRequest.Erase erasure) implements Outcome {}
}
