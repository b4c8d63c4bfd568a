package freshet.topology;

import freshet.avro.InteractionRecord;
import freshet.decay.DecayedSum;
import freshet.decay.HalfLife;
import freshet.event.InteractionType;
import freshet.event.InteractionType.Stance;
import freshet.event.InteractionTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the rooms should know after some events, worked out the plainest way: all events at once,
 * repeats dropped, sorted by time, what was undone struck out.
 */
public final class NaiveModel {
  private static final InteractionTypes TYPES = InteractionTypes.builtIn();
  private static final int WINDOW = 10;
  private static final double AGAINST = 0.5;
  private static final double BACKWARD = 0.25;

  private final Map<String, List<InteractionRecord>> byUser = new TreeMap<>();

  public NaiveModel(List<InteractionRecord> events) {
    Set<String> known = new HashSet<>();
    for (InteractionRecord event : events) {
      if (known.add(event.getUser() + " " + event.getEventId())) {
        byUser.computeIfAbsent(event.getUser(), any -> new ArrayList<>()).add(event);
      }
    }
    byUser.values().forEach(own -> own.sort(Comparator.comparing(InteractionRecord::getTime)));
  }

  /** Events of some users, each user's with distinct times, one in ten sent twice, in order. */
  public static List<InteractionRecord> randomEvents(long seed, int size) {
    Random random = new Random(seed);
    List<InteractionType> types = List.copyOf(TYPES.all());
    List<InteractionRecord> events = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String type = random.nextInt(3) > 0 ? "view" : types.get(random.nextInt(types.size())).name();
      InteractionRecord event =
          RecommenderRig.event(
              "e" + i, "u" + random.nextInt(8), "i" + random.nextInt(30), type, 7 * i);
      events.add(event);
      if (random.nextInt(10) == 0) {
        events.add(event);
      }
    }
    return events;
  }

  /** The same events with the users interleaved otherwise; each user's order stays. */
  public static List<InteractionRecord> interleaved(List<InteractionRecord> events, long seed) {
    Map<String, List<InteractionRecord>> waiting = new LinkedHashMap<>();
    events.forEach(
        event -> waiting.computeIfAbsent(event.getUser(), any -> new ArrayList<>()).add(event));
    List<String> turns = new ArrayList<>(events.stream().map(InteractionRecord::getUser).toList());
    Collections.shuffle(turns, new Random(seed));
    return turns.stream().map(user -> waiting.get(user).remove(0)).toList();
  }

  /** The same events, one user's done by another. */
  public static List<InteractionRecord> renamed(
      List<InteractionRecord> events, String from, String into) {
    return events.stream()
        .map(
            event ->
                event.getUser().equals(from)
                    ? InteractionRecord.newBuilder(event).setUser(into).build()
                    : event)
        .toList();
  }

  /** Sends half of the events, then a merge, and the rest as they are after it. */
  public static void sendWithMerge(
      RecommenderRig rig,
      List<InteractionRecord> before,
      List<InteractionRecord> after,
      String from,
      String into) {
    int half = before.size() / 2;
    before.subList(0, half).forEach(rig::send);
    rig.merge(from, into, 7 * half);
    after.subList(half, after.size()).forEach(rig::send);
  }

  private static InteractionType type(InteractionRecord event) {
    return TYPES.find(event.getType()).orElseThrow();
  }

  private static boolean undoes(InteractionRecord undo, InteractionRecord event) {
    return type(undo).undoes().equals(Optional.of(event.getType()))
        && undo.getItem().equals(event.getItem())
        && !event.getTime().isAfter(undo.getTime());
  }

  private List<InteractionRecord> remaining(String user) {
    List<InteractionRecord> own = byUser.get(user);
    return own.stream()
        .filter(event -> type(event).stance() != Stance.UNDO)
        .filter(event -> own.stream().noneMatch(undo -> undoes(undo, event)))
        .toList();
  }

  /** By user, what was done and not undone: item, type and time, oldest first. */
  public Map<String, List<String>> histories() {
    Map<String, List<String>> histories = new HashMap<>();
    byUser
        .keySet()
        .forEach(
            user ->
                histories.put(
                    user,
                    remaining(user).stream()
                        .map(e -> e.getItem() + " " + e.getType() + " " + e.getTime())
                        .toList()));
    return histories;
  }

  /** By item, how many events it had, undone or not. */
  public Map<String, Long> events() {
    Map<String, Long> events = new HashMap<>();
    byUser.values().stream()
        .flatMap(List::stream)
        .forEach(event -> events.merge(event.getItem(), 1L, Long::sum));
    return events;
  }

  /** By item, its weight in units by one half-life. */
  public Map<String, Long> weights(HalfLife halfLife) {
    Map<String, Long> weights = new HashMap<>();
    events().keySet().forEach(item -> weights.put(item, 0L));
    for (String user : byUser.keySet()) {
      for (InteractionRecord event : remaining(user)) {
        long units = units(halfLife, event.getTime(), type(event).signedWeight());
        weights.merge(event.getItem(), units, Long::sum);
      }
    }
    return weights;
  }

  /** By item, the units of each successor. */
  public Map<String, Map<String, Long>> rows(HalfLife halfLife) {
    Map<String, Map<String, Long>> rows = new HashMap<>();
    for (String user : byUser.keySet()) {
      List<InteractionRecord> own = remaining(user);
      for (int i = 0; i < own.size(); i++) {
        InteractionRecord to = own.get(i);
        double worth = type(to).stance() == Stance.AGAINST ? AGAINST : 1;
        List<String> before = new ArrayList<>();
        for (int j = i - 1; j >= 0 && before.size() < WINDOW; j--) {
          String from = own.get(j).getItem();
          if (!from.equals(to.getItem()) && !before.contains(from)) {
            before.add(from);
            long units = units(halfLife, to.getTime(), worth / before.size());
            rows.computeIfAbsent(from, any -> new HashMap<>())
                .merge(to.getItem(), units, Long::sum);
            if (before.size() == 1) {
              rows.computeIfAbsent(to.getItem(), any -> new HashMap<>())
                  .merge(from, units(halfLife, to.getTime(), worth * BACKWARD), Long::sum);
            }
          }
        }
      }
    }
    return rows;
  }

  private static long units(HalfLife halfLife, Instant time, double weight) {
    return DecayedSum.of(halfLife, time.toEpochMilli(), weight).units();
  }
}
