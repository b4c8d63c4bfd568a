package freshet.ingest;

import freshet.event.Interaction;
import freshet.stream.DeadLetter;

/** What became of a record of the `interactions` topic. */
sealed interface Verdict {
  /** It makes sense and goes on. */
  record Admitted(Interaction interaction) implements Verdict {}

  /** It does not, and is set aside. */
  record Refused(DeadLetter letter) implements Verdict {}
}
