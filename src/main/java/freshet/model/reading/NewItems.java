package freshet.model.reading;

import freshet.model.spool.GroupedLog;
import freshet.model.training.HeldOut.Case;
import freshet.model.training.Sequences.Steps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where a user turned to an item for the first time. */
final class NewItems {
  private NewItems() {}

  /**
   * The places from {@code from} to before {@code to} where an item that was learned is new to the
   * user, and the user does not speak against it.
   */
  static List<Case> behind(GroupedLog log, int user, int from, int to, boolean[] against) {
    if (from >= to) {
      return List.of();
    }
    Steps steps = log.read(user, 0, to);
    Set<Integer> known = new HashSet<>();
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < to; i++) {
      int item = steps.items()[i];
      boolean fresh = known.add(item);
      if (i >= from && fresh && item > 0 && !against[steps.types()[i]]) {
        cases.add(new Case(user, i));
      }
    }
    return cases;
  }
}
