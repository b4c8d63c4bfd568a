package freshet.profile;

import freshet.event.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user's id has to do with other ids; immutable.
 *
 * @param latest the ids that were merged into it, with the time of the latest merge of each; at
 *     most {@value #MOST}, the oldest are forgotten beyond that
 * @param moved where what was kept under it went last
 */
record Merges(Map<UserId, Instant> latest, Optional<Move> moved) {
  static final Merges NONE = new Merges(Map.of(), Optional.empty());

  /**
   * What was kept under an id has become another's.
   *
   * @param time when that was asked for
   */
  record Move(UserId into, Instant time) {}

  /** Who comes back without an account each time has an id for each visit. */
  static final int MOST = 1_000;

  Merges {
    latest = Collections.unmodifiableMap(new LinkedHashMap<>(latest));
  }

  /** Whether a merge is known, or one of the same id that came later. */
  boolean know(UserId from, Instant time) {
    Instant known = latest.get(from);
    return known != null && !known.isBefore(time);
  }

  /** With more of them. */
  Merges plus(Map<UserId, Instant> others) {
    Map<UserId, Instant> joined = new LinkedHashMap<>(latest);
    others.forEach(
        (from, time) ->
            joined.merge(from, time, (one, other) -> one.isBefore(other) ? other : one));
    return new Merges(newest(joined), moved);
  }

  /** Without one of them. */
  Merges without(UserId from) {
    Map<UserId, Instant> fewer = new LinkedHashMap<>(latest);
    fewer.remove(from);
    return new Merges(fewer, moved);
  }

  /** All of it has become another's. */
  static Merges movedAway(UserId into, Instant time) {
    return new Merges(Map.of(), Optional.of(new Move(into, time)));
  }

  /** Oldest first; of the same time by id, so that the order of arrival does not show. */
  private static Map<UserId, Instant> newest(Map<UserId, Instant> merges) {
    List<Map.Entry<UserId, Instant>> sorted = new ArrayList<>(merges.entrySet());
    sorted.sort(
        Map.Entry.<UserId, Instant>comparingByValue()
            .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(UserId::value))));
    Map<UserId, Instant> newest = new LinkedHashMap<>();
    sorted
        .subList(Math.max(0, sorted.size() - MOST), sorted.size())
        .forEach(entry -> newest.put(entry.getKey(), entry.getValue()));
    return newest;
  }

  boolean isEmpty() {
    return latest.isEmpty() && moved.isEmpty();
  }

  /** The ids, the one that was merged last first. */
  List<UserId> ids() {
    List<UserId> ids = new ArrayList<>(latest.keySet());
    Collections.reverse(ids);
    return ids;
  }
}
