package freshet.profile;

import freshet.event.Effect;
import freshet.event.Interaction;
import freshet.event.ItemId;
import freshet.recommend.UserHistory;
import freshet.recommend.UserHistory.Touch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is kept about a user: history, seen and hidden items; immutable.
 *
 * <p>Event time decides everything: as long as nothing has been forgotten, the order in which
 * interactions arrive changes neither the history, nor what is hidden, nor what all effects add up
 * to, and an event that arrives twice changes nothing. Interactions of the very same time follow
 * each other as they arrived.
 *
 * @param history oldest first by event time; undos stay in it, for what arrives after them
 * @param earlier items whose interactions have left the history, newest first, no repeats
 * @param hidden items never to be shown, the oldest first by event time
 * @param eventIds of the latest interactions
 * @param version how many interactions were applied
 * @param erased up to which event time what the user did has been erased, and does not count
 *     whenever it arrives; {@link #NEVER} if nothing was
 */
record Profile(
    List<Entry> history,
    ItemIds earlier,
    List<Hidden> hidden,
    EventIds eventIds,
    long version,
    Instant erased) {

  /** Before all event times. */
  static final Instant NEVER = Instant.ofEpochMilli(-1);

  /** A user nobody has seen. */
  static final Profile EMPTY = erasedUntil(NEVER);

  Profile {
    history = List.copyOf(history);
    hidden = List.copyOf(hidden);
  }

  /** All that is left of a user who was erased. */
  static Profile erasedUntil(Instant time) {
    return new Profile(List.of(), ItemIds.NONE, List.of(), EventIds.NONE, 0, time);
  }

  /**
   * All that is left where everything has become another user's: the event ids, since what is sent
   * again has been counted all the same.
   */
  Profile movedAway() {
    return new Profile(List.of(), ItemIds.NONE, List.of(), eventIds, 0, erased);
  }

  /**
   * What is left when only what happened up to a time is erased: interactions after it, and event
   * ids where there are any.
   */
  Profile after(Instant time) {
    List<Entry> entries = history.stream().filter(entry -> entry.time().isAfter(time)).toList();
    List<Hidden> stillHidden = hidden.stream().filter(one -> one.time().isAfter(time)).toList();
    return entries.isEmpty() && stillHidden.isEmpty()
        ? erasedUntil(time)
        : new Profile(entries, ItemIds.NONE, stillHidden, eventIds, entries.size(), time);
  }

  /** Whether it holds anything that can become another user's. */
  boolean isBlank() {
    return history.isEmpty() && hidden.isEmpty() && earlier.equals(ItemIds.NONE);
  }

  /**
   * An item that is hidden.
   *
   * @param type name of the type of the interaction that hid it; only its undo shows it again
   * @param time event time of the latest such interaction
   */
  record Hidden(ItemId item, String type, Instant time) {
    static final Comparator<Hidden> OLDEST_FIRST =
        Comparator.comparing(Hidden::time)
            .thenComparing(one -> one.item().value())
            .thenComparing(Hidden::type);
  }

  /**
   * What applying an interaction gives.
   *
   * @param profile the profile after it
   * @param effects what it changes about items; empty if the interaction was known already, or
   *     erased
   */
  record Applied(Profile profile, List<Effect> effects) {}

  /** Applies one interaction. */
  Applied apply(Interaction interaction, ProfileSettings settings) {
    if (!interaction.time().isAfter(erased) || eventIds.contains(interaction.id())) {
      return new Applied(this, List.of());
    }
    EventIds ids = eventIds.plus(interaction.id(), settings.eventIds());
    Entry entry =
        new Entry(
            interaction.item(), interaction.type(), interaction.time(), interaction.seconds());
    if (entry.isUndo()) {
      return applyUndo(entry, ids, settings);
    }
    if (isTakenBack(entry)) {
      // It was taken back before it arrived: all that remains is that it happened.
      return new Applied(
          new Profile(history, earlier, hidden, ids, version + 1, erased),
          List.of(new Effect(entry.item(), entry.time(), 1, 0, List.of())));
    }
    List<Entry> entries = new ArrayList<>(history.size() + 1);
    entries.addAll(history);
    int place = insert(entries, entry);
    Steps steps = settings.steps();
    List<Effect> effects = new ArrayList<>(1);
    effects.add(
        new Effect(
            entry.item(), entry.time(), 1, entry.type().signedWeight(), steps.to(entries, place)));
    effects.addAll(steps.afterAdding(history, entries, place));
    List<Hidden> nowHidden = entry.type().hides() ? hide(entry, settings.hidden()) : hidden;
    return new Applied(bounded(entries, nowHidden, ids, settings), effects);
  }

  private boolean isTakenBack(Entry entry) {
    for (Entry kept : history) {
      if (kept.takesBack(entry.item(), entry.type().name(), entry.time())) {
        return true;
      }
    }
    return false;
  }

  private Applied applyUndo(Entry undo, EventIds ids, ProfileSettings settings) {
    Steps steps = settings.steps();
    List<Effect> effects = new ArrayList<>();
    effects.add(new Effect(undo.item(), undo.time(), 1, 0, List.of()));
    List<Entry> entries = new ArrayList<>(history);
    for (int i = history.size() - 1; i >= 0; i--) {
      Entry entry = history.get(i);
      if (undo.takesBack(entry.item(), entry.type().name(), entry.time())) {
        List<Entry> before = List.copyOf(entries);
        entries.remove(i);
        effects.add(
            new Effect(
                entry.item(),
                entry.time(),
                0,
                -entry.type().signedWeight(),
                Steps.negated(steps.to(before, i))));
        effects.addAll(steps.afterRemoving(before, entries, i));
      }
    }
    insert(entries, undo);
    List<Hidden> stillHidden =
        hidden.stream().filter(one -> !undo.takesBack(one.item(), one.type(), one.time())).toList();
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
    Hidden now = new Hidden(entry.item(), entry.type().name(), entry.time());
    List<Hidden> next = new ArrayList<>(hidden.size() + 1);
    for (Hidden known : hidden) {
      if (!known.item().equals(now.item()) || !known.type().equals(now.type())) {
        next.add(known);
      } else if (!known.time().isBefore(now.time())) {
        return hidden;
      }
    }
    next.add(now);
    next.sort(Hidden.OLDEST_FIRST);
    return next.size() > bound ? next.subList(next.size() - bound, next.size()) : next;
  }

  private Profile bounded(
      List<Entry> entries, List<Hidden> nowHidden, EventIds ids, ProfileSettings settings) {
    ItemIds past = earlier;
    int forgotten = entries.size() - settings.history();
    if (forgotten > 0) {
      for (Entry entry : entries.subList(0, forgotten)) {
        if (!entry.isUndo()) {
          past = past.withFirst(entry.item(), settings.seen());
        }
      }
      entries = entries.subList(forgotten, entries.size());
    }
    return new Profile(entries, past, nowHidden, ids, version + 1, erased);
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
    return new UserHistory(
        recent, earlier.toList(), hidden.stream().map(Hidden::item).distinct().toList());
  }
}
