package freshet.recommend;

import freshet.event.UserId;

/** Reads what a user did. */
public interface HistoryReader {
  /** What can be said about a user's history. */
  sealed interface Answer permits Known, Unavailable {}

  /**
   * The history is known; empty for a user nobody has seen.
   *
   * @param history what the user did
   * @param stale whether what the user did last may be missing
   */
  record Known(UserHistory history, boolean stale) implements Answer {
    /** All that the user did. */
    public Known(UserHistory history) {
      this(history, false);
    }
  }

  /**
   * The history exists somewhere but cannot be read now; an empty one would be a wrong answer.
   *
   * @param why a sentence for the operator
   */
  record Unavailable(String why) implements Answer {}

  /** Reads the history of a user; what cannot be read is an answer too, no exception. */
  Answer read(UserId user);
}
