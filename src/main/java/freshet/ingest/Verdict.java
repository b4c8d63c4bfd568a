package freshet.ingest;

import freshet.event.Interaction;
import freshet.stream.DeadLetter;

/** What became of a record of the `interactions` topic. */
sealed interface Verdict {
  /** It makes sense and goes on. */
  record Admitted(Interaction interaction) implements Verdict {}

  /**
   * It lies in another partition than its key belongs to, where its user's profile is not.
   *
   * @param raw the record's bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // carried from one place to the next, never compared
  record Misplaced(byte[] raw) implements Verdict {}

  /** It does not, and is set aside. */
  record Refused(DeadLetter letter) implements Verdict {}
}
