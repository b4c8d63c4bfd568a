package freshet.model.reading;

import freshet.model.spool.GroupedLog;
import freshet.model.training.HeldOut.Case;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Holds out each user's last two interactions: the one before the last is foreseen, the last is for
 * whoever tests the model later (leave-one-out, as in Kang and McAuley 2018).
 */
record LastTwo() implements HoldOut {
  private static final int MOST = 3000;

  @Override
  public int[] learned(GroupedLog log) {
    int[] learned = new int[log.users()];
    for (int user = 0; user < learned.length; user++) {
      learned[user] = Math.max(0, log.length(user) - 2);
    }
    return learned;
  }

  @Override
  public List<Case> cases(
      GroupedLog log, int[] learned, boolean[] against, SplittableRandom random) {
    Drawn<Case> drawn = new Drawn<>(MOST, random);
    for (int user = 0; user < learned.length; user++) {
      if (learned[user] > 0) {
        int at = learned[user];
        NewItems.behind(log, user, at, at + 1, against).forEach(drawn::offer);
      }
    }
    return drawn.toList();
  }

  @Override
  public boolean ofEachUser() {
    return true;
  }
}
