package freshet.cooccurrence;

import freshet.event.ItemId;
import freshet.stream.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The rows as they are stored: each is the sum of a settled part and of what was added since.
 *
 * <p>A full row takes some kilobytes, a change to it some dozens of bytes, and every commit writes
 * what was touched to RocksDB and to a changelog. So changes gather in a small row of their own and
 * are settled when that has grown, as a log-structured merge tree does it (O'Neil, Cheng, Gawlick,
 * O'Neil: "The Log-Structured Merge-Tree", Acta Informatica 33, 1996).
 */
final class StoredRows {
  /**
   * Successors of the recent part at which it is settled. Writing s bytes of a settled row once per
   * n changes, and n/2 entries of e bytes per change meanwhile, costs least near n = √(2s/e); for a
   * full row of 200 that is 20 to 30, and where several changes arrive per commit, more.
   */
  static final int SETTLED_AT = 48;

  private final KeyValueStore<ItemId, Row> settled;
  private final KeyValueStore<ItemId, Row> recent;
  private final int bound;

  private StoredRows(
      KeyValueStore<ItemId, Row> settled, KeyValueStore<ItemId, Row> recent, int bound) {
    this.settled = settled;
    this.recent = recent;
    this.bound = bound;
  }

  /**
   * The two stores of rows, by name and type.
   *
   * @param settled what changes seldom
   * @param recent what was added since
   */
  record Stores(Store<ItemId, Row> settled, Store<ItemId, Row> recent) {
    static Stores of(Serde<ItemId> items, Serde<Row> rows) {
      return new Stores(
          new Store<>(CooccurrencePart.ROWS, items, rows),
          new Store<>(CooccurrencePart.RECENT, items, rows));
    }

    Set<StoreBuilder<?>> persistent() {
      return Set.of(settled.persistent(), recent.persistent());
    }

    /**
     * The rows, as a processor that brought the stores sees them.
     *
     * @param bound successors a row keeps
     */
    StoredRows in(ProcessingContext context, int bound) {
      return new StoredRows(settled.in(context), recent.in(context), bound);
    }
  }

  /** The row of an item; {@link Row#EMPTY} if nothing is known. */
  Row get(ItemId item) {
    return sum(settled.get(item), recent.get(item), bound);
  }

  /**
   * A row from its two parts.
   *
   * @param settled null if there is none
   * @param recent null if there is none
   * @param bound successors a row keeps
   */
  static Row sum(Row settled, Row recent, int bound) {
    Row before = settled == null ? Row.EMPTY : settled;
    return recent == null ? before : before.plus(recent, bound);
  }

  void add(ItemId item, Row change) {
    Row before = recent.get(item);
    Row after = before == null ? change : before.plus(change, bound);
    if (after.size() < Math.min(SETTLED_AT, bound)) {
      recent.put(item, after);
      return;
    }
    settled.put(item, sum(settled.get(item), after, bound));
    if (before != null) {
      recent.delete(item);
    }
  }

  /** Walks once over all items that have a row. */
  Walk walk() {
    return new Walk(List.of(settled, recent));
  }

  /** Where a walk over all items stands; it holds no iterator open between its steps. */
  static final class Walk {
    private final Deque<KeyValueStore<ItemId, Row>> ahead;

    /** The last item met in the first of the stores ahead, null before there is one. */
    private ItemId reached;

    private Walk(List<KeyValueStore<ItemId, Row>> stores) {
      ahead = new ArrayDeque<>(stores);
    }

    boolean isOver() {
      return ahead.isEmpty();
    }

    /** The next items, so many at most; an item with both parts is met twice. */
    List<ItemId> next(int most) {
      List<ItemId> met = new ArrayList<>();
      while (met.size() < most && !ahead.isEmpty()) {
        try (KeyValueIterator<ItemId, Row> rest = ahead.element().range(reached, null)) {
          while (met.size() < most && rest.hasNext()) {
            ItemId item = rest.next().key;
            if (!item.equals(reached)) {
              met.add(item);
              reached = item;
            }
          }
          if (!rest.hasNext()) {
            ahead.remove();
            reached = null;
          }
        }
      }
      return met;
    }
  }
}
