package freshet.profile;

/**
 * Bounds of a profile and what its steps weigh.
 *
 * @param history interactions kept in full, 10 to 10,000
 * @param seen items remembered beyond the history so that they are not shown again, 0 to 100,000
 * @param hidden hidden items remembered, 1 to 100,000; the oldest is forgotten beyond that
 * @param eventIds event ids remembered to recognise repeats, 10 to 100,000
 * @param window distinct items before an interaction that it follows, 1 to 50
 * @param against what a step to an item somebody spoke against weighs, as a part of an ordinary
 *     step, -1 to 1
 * @param backward what the step back to the nearest item weighs, as a part of the step forward, 0
 *     to 1
 */
public record ProfileSettings(
    int history, int seen, int hidden, int eventIds, int window, double against, double backward) {

  public ProfileSettings {
    require("profile.history", history, 10, 10_000);
    require("profile.seen", seen, 0, 100_000);
    require("profile.hidden", hidden, 1, 100_000);
    require("profile.event-ids", eventIds, 10, 100_000);
    require("cooccurrence.window", window, 1, 50);
    if (!(against >= -1 && against <= 1)) {
      throw new IllegalArgumentException("cooccurrence.against is " + against + "; give -1 to 1");
    }
    if (!(backward >= 0 && backward <= 1)) {
      throw new IllegalArgumentException("cooccurrence.backward is " + backward + "; give 0 to 1");
    }
  }

  /** What follows what. */
  Steps steps() {
    return new Steps(window, against, backward);
  }

  private static void require(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d; give %d to %d".formatted(setting, value, least, most));
    }
  }
}
