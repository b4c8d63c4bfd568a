package freshet.profile;

import freshet.event.Effect;
import freshet.event.InteractionType;
import freshet.event.ItemId;
import freshet.event.Transition;
import freshet.profile.Profile.Hidden;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What becomes of a user's profile when another one turns out to be the same person's: the history
 * is then what it would be had one user done it all.
 *
 * <p>Nothing is counted again. The effects are the difference between what both histories have
 * already sent on and what the joined one holds: steps across them, and what one takes back of the
 * other.
 */
final class Absorption {
  private final Profile into;
  private final Profile from;
  private final ProfileSettings settings;

  private Absorption(Profile into, Profile from, ProfileSettings settings) {
    this.into = into;
    this.from = from;
    this.settings = settings;
  }

  /** Joins the second profile into the first. */
  static Profile.Applied of(Profile into, Profile from, ProfileSettings settings) {
    return new Absorption(into, from, settings).join();
  }

  /**
   * An interaction of either history.
   *
   * @param sent the steps to it that have been sent on
   */
  private record Placed(Entry entry, List<Transition> sent) {}

  private record HidingKey(ItemId item, String type) {}

  private Profile.Applied join() {
    List<Placed> all = new ArrayList<>(placed(into, entry -> true));
    // What was erased of the user does not come back by another id.
    all.addAll(placed(from, entry -> entry.time().isAfter(into.erased())));
    all.sort(Comparator.comparing(one -> one.entry().time()));
    List<Entry> undos = all.stream().map(Placed::entry).filter(Entry::isUndo).toList();
    List<Effect> effects = new ArrayList<>();
    List<Placed> kept = new ArrayList<>(all.size());
    for (Placed one : all) {
      if (isTakenBack(one.entry(), undos)) {
        effects.add(takenBack(one));
      } else {
        kept.add(one);
      }
    }
    List<Entry> history = new ArrayList<>(kept.stream().map(Placed::entry).toList());
    effects.addAll(changedSteps(kept, history));
    ItemIds earlier = into.earlier().join(from.earlier(), settings.seen());
    int forgotten = Math.max(0, history.size() - settings.history());
    for (Entry entry : history.subList(0, forgotten)) {
      if (!entry.isUndo()) {
        earlier = earlier.withFirst(entry.item(), settings.seen());
      }
    }
    return new Profile.Applied(
        new Profile(
            history.subList(forgotten, history.size()),
            earlier,
            hidden(undos),
            into.eventIds().join(from.eventIds(), settings.eventIds()),
            into.version() + from.version(),
            into.erased()),
        effects);
  }

  private List<Placed> placed(Profile profile, Predicate<Entry> taken) {
    List<Entry> history = profile.history();
    List<Placed> placed = new ArrayList<>(history.size());
    for (int i = 0; i < history.size(); i++) {
      Entry entry = history.get(i);
      if (taken.test(entry)) {
        placed.add(new Placed(entry, entry.isUndo() ? List.of() : settings.steps().to(history, i)));
      }
    }
    return placed;
  }

  private static boolean isTakenBack(Entry entry, List<Entry> undos) {
    if (entry.isUndo()) {
      return false;
    }
    InteractionType type = entry.type();
    return undos.stream().anyMatch(undo -> undo.takesBack(entry.item(), type.name(), entry.time()));
  }

  private static Effect takenBack(Placed one) {
    Entry entry = one.entry();
    return new Effect(
        entry.item(), entry.time(), 0, -entry.type().signedWeight(), Steps.negated(one.sent()));
  }

  private List<Effect> changedSteps(List<Placed> kept, List<Entry> history) {
    List<Effect> effects = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      Placed one = kept.get(i);
      if (!one.entry().isUndo()) {
        List<Transition> now = new ArrayList<>(settings.steps().to(history, i));
        List<Transition> changed = new ArrayList<>();
        for (Transition step : one.sent()) {
          if (!now.remove(step)) {
            changed.addAll(Steps.negated(List.of(step)));
          }
        }
        changed.addAll(now);
        if (!changed.isEmpty()) {
          effects.add(new Effect(one.entry().item(), one.entry().time(), 0, 0, changed));
        }
      }
    }
    return effects;
  }

  private List<Hidden> hidden(List<Entry> undos) {
    Map<HidingKey, Hidden> newest = new HashMap<>();
    into.hidden().forEach(one -> note(newest, one));
    from.hidden().stream()
        .filter(one -> one.time().isAfter(into.erased()))
        .forEach(one -> note(newest, one));
    List<Hidden> hidden =
        newest.values().stream()
            .filter(
                one ->
                    undos.stream()
                        .noneMatch(undo -> undo.takesBack(one.item(), one.type(), one.time())))
            .sorted(Hidden.OLDEST_FIRST)
            .toList();
    return hidden.subList(Math.max(0, hidden.size() - settings.hidden()), hidden.size());
  }

  private static void note(Map<HidingKey, Hidden> newest, Hidden one) {
    newest.merge(
        new HidingKey(one.item(), one.type()),
        one,
        (known, other) -> known.time().isBefore(other.time()) ? other : known);
  }
}
