package freshet.model.spool;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings a spool into groups, one for each user, in time order: a counting sort by user from file
 * to file, then each user's own part in memory. As in a profile, an event that was sent twice
 * counts once, and what was taken back did not happen.
 *
 * @param scratch where the second file is made
 * @param eventIds how many event ids are remembered per user to recognise repeats
 * @param perMap how many interactions a map of the file holds
 */
public record Grouping(Scratch scratch, int eventIds, long perMap) {
  /** Just below the 2 GiB that Java can map at once. */
  public static final long LARGEST_MAP = Integer.MAX_VALUE / MappedSlots.BYTES;

  /** Whether an interaction is taken. */
  @FunctionalInterface
  public interface Selection {
    boolean takes(int user, int item, long millis);
  }

  private record Entry(int item, int type, long millis) {
    private boolean undoes() {
      return type < 0;
    }
  }

  private record Touch(int item, int type) {}

  /**
   * Orders what a spool holds.
   *
   * @param users how many there are
   * @return to be closed
   * @throws IOException if the disk is full, among others
   */
  public GroupedLog group(Spool spool, int users, Selection selection) throws IOException {
    long[] starts = new long[users + 1];
    spool.forEach(
        (user, item, type, millis, event) -> {
          if (selection.takes(user, item, millis)) {
            starts[user + 1]++;
          }
        });
    for (int user = 0; user < users; user++) {
      starts[user + 1] += starts[user];
    }
    MappedSlots slots = new MappedSlots(scratch.open(), starts[users], perMap);
    try {
      long[] next = starts.clone();
      spool.forEach(
          (user, item, type, millis, event) -> {
            if (selection.takes(user, item, millis)) {
              slots.put(next[user]++, item, type, millis, event);
            }
          });
      int[] lengths = new int[users];
      for (int user = 0; user < users; user++) {
        lengths[user] = order(slots, starts[user], starts[user + 1]);
      }
      return new GroupedLog(slots, starts, lengths);
    } catch (IOException | RuntimeException e) {
      slots.close();
      throw e;
    }
  }

  /** Orders the part of one user; how many interactions are left of it. */
  private int order(MappedSlots slots, long from, long to) {
    List<Entry> entries = distinct(slots, from, to);
    // What happened at the same time as its undo is taken back as well.
    entries.sort(Comparator.comparingLong(Entry::millis).thenComparing(Entry::undoes));
    List<Entry> kept = withoutUndone(entries);
    for (int i = 0; i < kept.size(); i++) {
      Entry entry = kept.get(i);
      slots.put(from + i, entry.item, entry.type, entry.millis, 0);
    }
    return kept.size();
  }

  /** In the order of arrival, since that decides which ids are still remembered. */
  private List<Entry> distinct(MappedSlots slots, long from, long to) {
    List<Entry> entries = new ArrayList<>(Math.toIntExact(to - from));
    Set<Long> known = new HashSet<>();
    Deque<Long> remembered = new ArrayDeque<>();
    for (long slot = from; slot < to; slot++) {
      long event = slots.event(slot);
      if (event != 0) {
        if (!known.add(event)) {
          continue;
        }
        remembered.add(event);
        if (remembered.size() > eventIds) {
          known.remove(remembered.remove());
        }
      }
      entries.add(new Entry(slots.item(slot), slots.type(slot), slots.millis(slot)));
    }
    return entries;
  }

  /** One that takes back has the negative type of what it takes back. */
  private static List<Entry> withoutUndone(List<Entry> entries) {
    if (entries.stream().noneMatch(Entry::undoes)) {
      return entries;
    }
    Set<Touch> undone = new HashSet<>();
    List<Entry> kept = new ArrayList<>(entries.size());
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      if (entry.undoes()) {
        undone.add(new Touch(entry.item, -entry.type));
      } else if (!undone.contains(new Touch(entry.item, entry.type))) {
        kept.add(entry);
      }
    }
    Collections.reverse(kept);
    return kept;
  }
}
