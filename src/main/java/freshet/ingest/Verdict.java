package freshet.ingest;

import freshet.event.Interaction;
import freshet.event.PersonRequest;
import freshet.stream.DeadLetter;

/** What became of a record of the `interactions` topic. */
sealed interface Verdict {
  /** It makes sense and goes on. */
  record Admitted(Interaction interaction) implements Verdict {}

  /** It says what becomes of all that its user did so far. */
  record Personal(PersonRequest request) implements Verdict {}

  /**
   * It lies in another partition than its key belongs to, where its user's profile is not.
   *
   * @param raw the record's bytes; null where it has none
   */
  @SuppressWarnings("ArrayRecordComponent") // carried from one place to the next, never compared
  record Misplaced(byte[] raw) implements Verdict {}

  /** It does not, and is set aside. */
  record Refused(DeadLetter letter) implements Verdict {}
}
