package freshet.model.scoring.vectors;

import freshet.event.ItemId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How many of the hundred best items a search by graph finds, of the hundred that all would be
 * looked at for: recall@100. Prints a line for each kind of vectors. Takes the number of items, and
 * the kinds if not all.
 */
public final class Recall {
  private static final int USERS = 200;
  private static final int BEST = 100;

  private Recall() {}

  public static void main(String[] args) {
    int items = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    for (MadeVectors made : MadeVectors.values()) {
      if (args.length < 2 || List.of(args).contains(made.name().toLowerCase(Locale.ROOT))) {
        System.out.println(line(made, items));
      }
    }
  }

  private static String line(MadeVectors made, int items) {
    ItemVectors graph = ItemVectors.roomFor(MadeVectors.DIMENSIONS, 1, 0);
    ItemVectors scan = ItemVectors.roomFor(MadeVectors.DIMENSIONS, 1, 1);
    made.fill(scan, items);
    long before = System.nanoTime();
    made.fill(graph, items);
    Duration built = Duration.ofNanos(System.nanoTime() - before);
    int found = 0;
    int fewest = BEST;
    double off = 0;
    for (float[] user : made.users(USERS)) {
      Beliefs exact = scan.beliefs(user);
      Beliefs near = graph.beliefs(user);
      Set<ItemId> best = new HashSet<>(first(exact));
      List<ItemId> drawn = first(near);
      int hits = (int) drawn.stream().filter(best::contains).count();
      found += hits;
      fewest = Math.min(fewest, hits);
      off += Math.abs(Math.log(near.of(drawn.get(0)) / exact.of(drawn.get(0))));
    }
    return String.format(
        Locale.ROOT,
        "%s, %,d items: recall@100 %.4f, of the worst of %d users %.2f, in %.2f ms, scanned %.2f ms;"
            + " beliefs off by %.1f %%; built in %.1f s, %.0f \u00b5s an item; %d bytes an item, scanned %d",
        made.name().toLowerCase(Locale.ROOT),
        items,
        found / (double) (USERS * BEST),
        USERS,
        fewest / (double) BEST,
        millis(graph, made),
        millis(scan, made),
        100 * off / USERS,
        built.toMillis() / 1e3,
        built.toNanos() / 1e3 / items,
        graph.bytes() / items,
        scan.bytes() / items);
  }

  /** Roughly, what the best for one user take once all is warm; the benchmarks say it better. */
  private static double millis(ItemVectors items, MadeVectors made) {
    float[][] users = made.users(USERS);
    long before = System.nanoTime();
    for (float[] user : users) {
      List<ItemId> unused = first(items.beliefs(user));
    }
    return (System.nanoTime() - before) / 1e6 / USERS;
  }

  private static List<ItemId> first(Beliefs beliefs) {
    List<ItemId> first = new ArrayList<>(BEST);
    Iterator<ItemId> best = beliefs.bestFirst(any -> true);
    while (first.size() < BEST) {
      first.add(best.next());
    }
    return first;
  }
}
