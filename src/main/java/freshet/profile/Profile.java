package freshet.profile;

import freshet.event.Effect;
import freshet.event.Interaction;
import freshet.event.InteractionType;
import freshet.event.InteractionType.Stance;
import freshet.event.ItemId;
import freshet.event.Transition;
import freshet.recommend.UserHistory;
import freshet.recommend.UserHistory.Touch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept about a user: history, seen and hidden items; immutable.
 *
 * <p>Event time decides everything: as long as nothing has been forgotten, the order in which
 * interactions arrive changes neither the history nor what is hidden, and an event that arrives
 * twice changes nothing.
 *
 * @param history oldest first by event time; undos stay in it, for what arrives after them
 * @param earlier items whose interactions have left the history, newest first, no repeats
 * @param hidden items never to be shown, with the time of the interaction that hid them
 * @param eventIds of the latest interactions
 * @param version how many interactions were applied
 */
record Profile(
    List<Entry> history,
    List<ItemId> earlier,
    List<Hidden> hidden,
    EventIds eventIds,
    long version) {

  /** A user nobody has seen. */
  static final Profile EMPTY = new Profile(List.of(), List.of(), List.of(), EventIds.NONE, 0);

  /** An item that is hidden, and the event time of what hid it. */
  record Hidden(ItemId item, Instant time) {}

  /**
   * What applying an interaction gives.
   *
   * @param profile the profile after it
   * @param effects what it changes about items; empty if the interaction was known already
   */
  record Applied(Profile profile, List<Effect> effects) {}

  /** Applies one interaction. */
  Applied apply(Interaction interaction, ProfileSettings settings) {
    if (eventIds.contains(interaction.id())) {
      return new Applied(this, List.of());
    }
    EventIds ids = eventIds.plus(interaction.id(), settings.eventIds());
    Entry entry =
        new Entry(
            interaction.item(), interaction.type(), interaction.time(), interaction.seconds());
    if (entry.isUndo()) {
      return applyUndo(entry, ids, settings);
    }
    if (history.stream()
        .anyMatch(undo -> undo.takesBack(entry.item(), entry.type(), entry.time()))) {
      // It was taken back before it arrived: all that remains is that it happened.
      return new Applied(
          new Profile(history, earlier, hidden, ids, version + 1),
          List.of(new Effect(entry.item(), entry.time(), 1, 0, List.of())));
    }
    List<Entry> entries = new ArrayList<>(history);
    int place = insert(entries, entry);
    Effect effect =
        new Effect(
            entry.item(),
            entry.time(),
            1,
            entry.type().signedWeight(),
            transitions(entries, place, settings));
    List<Hidden> nowHidden = entry.type().hides() ? hide(entry, settings.hidden()) : hidden;
    return new Applied(bounded(entries, nowHidden, ids, settings), List.of(effect));
  }

  private Applied applyUndo(Entry undo, EventIds ids, ProfileSettings settings) {
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect(undo.item(), undo.time(), 1, 0, List.of()));
    List<Entry> entries = new ArrayList<>(history);
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      if (undo.takesBack(entry.item(), entry.type(), entry.time())) {
        effects.add(
            new Effect(
                entry.item(),
                entry.time(),
                0,
                -entry.type().signedWeight(),
                takenBack(predecessors(entries, i, settings))));
        entries.remove(i);
      }
    }
    insert(entries, undo);
    List<Hidden> stillHidden =
        hidden.stream()
            .filter(item -> !item.item().equals(undo.item()) || item.time().isAfter(undo.time()))
            .toList();
    return new Applied(bounded(entries, stillHidden, ids, settings), effects);
  }

  /** Puts an entry behind all that are not later, and says where. */
  private static int insert(List<Entry> entries, Entry entry) {
    int place = entries.size();
    while (place > 0 && entries.get(place - 1).time().isAfter(entry.time())) {
      place--;
    }
    entries.add(place, entry);
    return place;
  }

  private List<Hidden> hide(Entry entry, int bound) {
    List<Hidden> next = new ArrayList<>(hidden);
    Instant since =
        hidden.stream()
            .filter(item -> item.item().equals(entry.item()))
            .map(Hidden::time)
            .filter(time -> time.isAfter(entry.time()))
            .findFirst()
            .orElse(entry.time());
    next.removeIf(item -> item.item().equals(entry.item()));
    next.add(new Hidden(entry.item(), since));
    return next.size() > bound ? next.subList(next.size() - bound, next.size()) : next;
  }

  private Profile bounded(
      List<Entry> entries, List<Hidden> nowHidden, EventIds ids, ProfileSettings settings) {
    List<ItemId> past = earlier;
    int forgotten = entries.size() - settings.history();
    if (forgotten > 0) {
      past = new ArrayList<>(earlier);
      for (Entry entry : entries.subList(0, forgotten)) {
        if (!entry.isUndo()) {
          past.remove(entry.item());
          past.add(0, entry.item());
        }
      }
      if (past.size() > settings.seen()) {
        past = past.subList(0, settings.seen());
      }
      entries = entries.subList(forgotten, entries.size());
    }
    return new Profile(
        List.copyOf(entries), List.copyOf(past), List.copyOf(nowHidden), ids, version + 1);
  }

  /**
   * The steps an entry completes: from what came before it and, if it is late, to what came after.
   */
  private static List<Transition> transitions(
      List<Entry> entries, int place, ProfileSettings settings) {
    List<Transition> transitions = predecessors(entries, place, settings);
    ItemId item = entries.get(place).item();
    Set<ItemId> met = new HashSet<>();
    for (int i = place + 1; i < entries.size() && met.size() < settings.window(); i++) {
      Entry later = entries.get(i);
      if (!later.isUndo() && !later.item().equals(item) && met.add(later.item())) {
        transitions.add(
            new Transition(item, later.item(), worth(later.type(), settings) / met.size()));
      }
    }
    return transitions;
  }

  private static List<Transition> predecessors(
      List<Entry> entries, int place, ProfileSettings settings) {
    ItemId item = entries.get(place).item();
    double worth = worth(entries.get(place).type(), settings);
    List<Transition> transitions = new ArrayList<>(settings.window());
    if (worth == 0) {
      return transitions;
    }
    for (int i = place - 1; i >= 0 && transitions.size() < settings.window(); i--) {
      Entry before = entries.get(i);
      if (!before.isUndo() && !before.item().equals(item) && isNew(transitions, before.item())) {
        transitions.add(new Transition(before.item(), item, worth / (transitions.size() + 1)));
      }
    }
    return transitions;
  }

  private static boolean isNew(List<Transition> transitions, ItemId from) {
    for (Transition transition : transitions) {
      if (transition.from().equals(from)) {
        return false;
      }
    }
    return true;
  }

  private static double worth(InteractionType type, ProfileSettings settings) {
    return type.stance() == Stance.AGAINST ? settings.against() : 1;
  }

  private static List<Transition> takenBack(List<Transition> transitions) {
    return transitions.stream()
        .map(step -> new Transition(step.from(), step.to(), -step.weight()))
        .toList();
  }

  /** What of it decides what to show next. */
  UserHistory toHistory() {
    List<Touch> recent = new ArrayList<>(history.size());
    for (int i = history.size() - 1; i >= 0; i--) {
      Entry entry = history.get(i);
      if (!entry.isUndo()) {
        recent.add(new Touch(entry.item(), entry.type(), entry.time(), entry.seconds()));
      }
    }
    return new UserHistory(recent, earlier, hidden.stream().map(Hidden::item).toList());
  }

  /** The latest interaction, by event time. */
  Optional<Entry> latest() {
    return history.isEmpty() ? Optional.empty() : Optional.of(history.get(history.size() - 1));
  }
}
