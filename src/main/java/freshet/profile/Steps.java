package freshet.profile;

import freshet.event.Effect;
import freshet.event.InteractionType.Stance;
import freshet.event.ItemId;
import freshet.event.Transition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The steps that a history holds: to each interaction one from each of the last distinct items
 * before it, weighing 1/distance, and one back to the nearest of them.
 *
 * <p>What has been sent on in all is at any time what the history as it stands holds: an
 * interaction that comes late, or is taken back, also corrects the steps to those after it. Each
 * step counts at the event time of the interaction it leads to.
 *
 * @param window distinct items an interaction follows
 * @param against what a step to an item somebody spoke against weighs, as a part of an ordinary one
 * @param backward what the step back to the nearest item weighs, as a part of the step forward:
 *     where rows are thin, what came just before an item also says what goes with it
 */
record Steps(int window, double against, double backward) {

  /** The steps that one interaction makes. */
  List<Transition> to(List<Entry> history, int place) {
    Entry entry = history.get(place);
    double worth = entry.type().stance() == Stance.AGAINST ? against : 1;
    if (worth == 0) {
      return List.of();
    }
    List<Transition> steps = new ArrayList<>(window + 1);
    for (int i = place - 1; i >= 0 && steps.size() < window; i--) {
      Entry before = history.get(i);
      if (!before.isUndo()
          && !before.item().equals(entry.item())
          && !leadsFrom(before.item(), steps)) {
        steps.add(new Transition(before.item(), entry.item(), worth / (steps.size() + 1)));
      }
    }
    if (backward > 0 && !steps.isEmpty()) {
      Transition nearest = steps.get(0);
      steps.add(new Transition(nearest.to(), nearest.from(), nearest.weight() * backward));
    }
    return steps;
  }

  private static boolean leadsFrom(ItemId item, List<Transition> steps) {
    for (Transition step : steps) {
      if (step.from().equals(item)) {
        return true;
      }
    }
    return false;
  }

  /** What changes about later interactions when one has been put at a place. */
  List<Effect> afterAdding(List<Entry> before, List<Entry> after, int place) {
    return corrections(after, before, place, true);
  }

  /** What changes about later interactions when the one at a place has been removed. */
  List<Effect> afterRemoving(List<Entry> before, List<Entry> after, int place) {
    return corrections(before, after, place, false);
  }

  private List<Effect> corrections(
      List<Entry> with, List<Entry> without, int place, boolean added) {
    if (place == with.size() - 1) {
      return List.of();
    }
    List<Effect> corrections = new ArrayList<>();
    ItemId item = with.get(place).item();
    Set<ItemId> between = new HashSet<>();
    // Beyond the window, and beyond the next touch of the same item, nothing changes.
    for (int i = place + 1; i < with.size() && between.size() <= window; i++) {
      Entry later = with.get(i);
      if (later.isUndo()) {
        continue;
      }
      if (later.item().equals(item)) {
        break;
      }
      between.add(later.item());
      List<Transition> had = to(added ? without : with, added ? i - 1 : i);
      List<Transition> has = to(added ? with : without, added ? i : i - 1);
      List<Transition> changed = new ArrayList<>(negated(had));
      changed.removeAll(negated(has));
      has.stream().filter(step -> !had.contains(step)).forEach(changed::add);
      if (!changed.isEmpty()) {
        corrections.add(new Effect(later.item(), later.time(), 0, 0, changed));
      }
    }
    return corrections;
  }

  /** The same steps, taken back. */
  static List<Transition> negated(List<Transition> steps) {
    return steps.stream()
        .map(step -> new Transition(step.from(), step.to(), -step.weight()))
        .toList();
  }
}
