package freshet.engagement;

import freshet.event.Interaction;
import freshet.event.InteractionType.Stance;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.recommend.experiment.Group;
import freshet.recommend.impression.Cell;
import freshet.recommend.impression.Reaction;
import freshet.recommend.impression.Response;
import freshet.recommend.impression.ServedSlate;
import freshet.recommend.impression.ShownSlate;
import freshet.recommend.impression.Sums;
import freshet.recommend.impression.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept about what a user was shown: the latest slates, and what the groups of experiments
 * count of the user; immutable.
 *
 * <p>Served time and event time decide, no clock does. A slate that arrives twice is counted once,
 * as long as it is kept; each reaction to an item counts once for each slate. An undo takes nothing
 * back: what was clicked was clicked.
 *
 * @param slates oldest first by the time they were served
 * @param tallies by group, the one that changed last behind the others
 * @param erased up to which time what the user was shown has been erased, and does not count
 *     whenever it arrives; {@link #NEVER} if nothing was
 */
record UserEngagement(List<KeptSlate> slates, Map<Group, Tally> tallies, Instant erased) {
  /** Before all times. */
  static final Instant NEVER = Instant.ofEpochMilli(-1);

  /** Of a user who was shown nothing. */
  static final UserEngagement EMPTY = new UserEngagement(List.of(), Map.of(), NEVER);

  /** What a user was counted with in groups beyond this stays, but the next begins anew. */
  private static final int MOST_TALLIES = 64;

  UserEngagement {
    slates = List.copyOf(slates);
    // Not a copy without order: which is forgotten first depends on it.
    tallies = Collections.unmodifiableMap(new LinkedHashMap<>(tallies));
  }

  /**
   * What a change gives.
   *
   * @param changes by cell; empty if there is nothing to count
   */
  record Applied(UserEngagement engagement, Map<Cell, Sums> changes) {}

  private Applied unchanged() {
    return new Applied(this, Map.of());
  }

  boolean isBlank() {
    return slates.isEmpty() && tallies.isEmpty() && !erased.isAfter(NEVER);
  }

  /** Takes notice of a slate that was shown. */
  Applied show(ServedSlate slate, EngagementSettings settings) {
    if (slate.items().isEmpty()
        || !slate.time().isAfter(erased)
        || find(slate.id()) >= 0
        || isTooLate(slate.time(), settings)) {
      return unchanged();
    }
    List<KeptSlate> all = new ArrayList<>(slates.size() + 1);
    all.addAll(slates);
    int place = all.size();
    while (place > 0 && all.get(place - 1).time().isAfter(slate.time())) {
      place--;
    }
    all.add(place, KeptSlate.of(slate));
    Map<Cell, Sums> changes = new HashMap<>();
    for (int i = 0; i < slate.items().size(); i++) {
      slate.cells(i).forEach(cell -> add(changes, cell, Tally.IMPRESSION));
    }
    Map<Group, Tally> counted =
        counted(slate.groups(), new Tally(slate.items().size(), 0, 0, 0), changes);
    return new Applied(new UserEngagement(bounded(all, settings), counted, erased), changes);
  }

  /** Whether it would not be kept, so that it could not be told when it arrives again. */
  private boolean isTooLate(Instant time, EngagementSettings settings) {
    return !slates.isEmpty()
        && (time.isBefore(newest().minus(settings.window()))
            || (slates.size() >= settings.kept() && time.isBefore(slates.get(0).time())));
  }

  private Instant newest() {
    return slates.get(slates.size() - 1).time();
  }

  private static List<KeptSlate> bounded(List<KeptSlate> all, EngagementSettings settings) {
    Instant oldest = all.get(all.size() - 1).time().minus(settings.window());
    int from = Math.max(0, all.size() - settings.kept());
    while (all.get(from).time().isBefore(oldest)) {
      from++;
    }
    return all.subList(from, all.size());
  }

  private int find(String slate) {
    for (int i = slates.size() - 1; i >= 0; i--) {
      if (slates.get(i).id().equals(slate)) {
        return i;
      }
    }
    return -1;
  }

  private static void add(Map<Cell, Sums> changes, Cell cell, Tally tally) {
    changes.merge(cell, Sums.plain(tally), Sums::plus);
  }

  /** The tallies with more counted in some groups; what these then add differently is noted. */
  private Map<Group, Tally> counted(List<Group> groups, Tally more, Map<Cell, Sums> changes) {
    if (groups.isEmpty()) {
      return tallies;
    }
    Map<Group, Tally> next = new LinkedHashMap<>(tallies);
    for (Group group : groups) {
      Optional<Tally> before = Optional.ofNullable(next.remove(group));
      Tally after = before.orElse(Tally.ZERO).plus(more);
      next.put(group, after);
      changes.merge(
          Cell.of(group),
          Sums.ofUser(after).minus(before.map(Sums::ofUser).orElse(Sums.ZERO)),
          Sums::plus);
    }
    Iterator<Group> oldest = next.keySet().iterator();
    while (next.size() > MOST_TALLIES) {
      oldest.next();
      oldest.remove();
    }
    return next;
  }

  /** Takes notice of something the user did; what answers no slate that is kept is left out. */
  Applied answer(Interaction interaction, EngagementSettings settings) {
    int at = interaction.slate().map(this::find).orElse(-1);
    if (at < 0
        || interaction.type().stance() == Stance.UNDO
        || interaction.time().isAfter(slates.get(at).time().plus(settings.window()))) {
      return unchanged();
    }
    ShownSlate shown = slates.get(at).open(interaction.user());
    int place = shown.placeOf(interaction.item());
    if (place < 0) {
      return unchanged();
    }
    Optional<Reaction> reaction = Reaction.of(interaction.type());
    Response before = shown.responses().get(place);
    Response after = before.with(reaction);
    if (after.equals(before)) {
      return unchanged();
    }
    List<KeptSlate> changed = new ArrayList<>(slates);
    changed.set(at, KeptSlate.of(shown.with(place, after)));
    if (after.reactions().equals(before.reactions())) {
      return new Applied(new UserEngagement(changed, tallies, erased), Map.of());
    }
    Tally one = Tally.of(reaction.orElseThrow());
    Map<Cell, Sums> changes = new HashMap<>();
    shown.slate().cells(place).forEach(cell -> add(changes, cell, one));
    Map<Group, Tally> counted = counted(shown.slate().groups(), one, changes);
    return new Applied(new UserEngagement(changed, counted, erased), changes);
  }

  /**
   * What is left when all that was shown up to a time is erased. What the groups counted of it is
   * taken back; in all other cells nobody can be told apart.
   */
  Applied erase(UserId user, Instant until) {
    if (!until.isAfter(erased)) {
      // A state that is built anew may find in the log what has been done already.
      return unchanged();
    }
    List<KeptSlate> left = slates.stream().filter(slate -> slate.time().isAfter(until)).toList();
    Map<Group, Tally> counted = new LinkedHashMap<>();
    left.forEach(slate -> count(slate.open(user), counted));
    Map<Cell, Sums> changes = new HashMap<>();
    tallies.forEach(
        (group, tally) -> changes.put(Cell.of(group), Sums.ZERO.minus(Sums.ofUser(tally))));
    counted.forEach(
        (group, tally) -> changes.merge(Cell.of(group), Sums.ofUser(tally), Sums::plus));
    return new Applied(new UserEngagement(left, counted, until), changes);
  }

  private static void count(ShownSlate shown, Map<Group, Tally> counted) {
    Tally tally = new Tally(shown.responses().size(), 0, 0, 0);
    for (Response response : shown.responses()) {
      for (Reaction reaction : response.reactions()) {
        tally = tally.plus(Tally.of(reaction));
      }
    }
    for (Group group : shown.slate().groups()) {
      counted.merge(group, tally, Tally::plus);
    }
  }

  /**
   * How often each item was shown after a time and never touched in any slate that is kept.
   *
   * @param user whose this is
   */
  Map<ItemId, Integer> untouched(UserId user, Instant since) {
    Map<ItemId, Integer> times = new HashMap<>();
    Set<ItemId> touched = new HashSet<>();
    for (ShownSlate shown : open(user)) {
      boolean counts = shown.slate().time().isAfter(since);
      for (int i = 0; i < shown.responses().size(); i++) {
        ItemId item = shown.slate().items().get(i).item();
        if (shown.responses().get(i).touched()) {
          touched.add(item);
        } else if (counts) {
          times.merge(item, 1, Integer::sum);
        }
      }
    }
    times.keySet().removeAll(touched);
    return times;
  }

  /** All slates that are kept, the latest first. */
  List<ShownSlate> open(UserId user) {
    List<ShownSlate> opened = new ArrayList<>(slates.size());
    for (int i = slates.size() - 1; i >= 0; i--) {
      opened.add(slates.get(i).open(user));
    }
    return opened;
  }
}
