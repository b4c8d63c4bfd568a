package freshet.cooccurrence;

import freshet.event.ItemId;
import freshet.recommend.Neighbourhood.Neighbours;
import freshet.stream.Store;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Adds changes to their rows, and publishes rows whose head has changed: each at most once per
 * interval.
 *
 * <p>Which rows await publication is kept in memory only. A crash forgets it, so the rows that are
 * found at the start are published once more; readers see the same again and lose nothing.
 */
final class RowProcessor extends ContextualProcessor<ItemId, Row, ItemId, Neighbours> {
  /** Rows published in one go, so that a start or a burst does not hold up the stream. */
  private static final int AT_ONCE = 2_000;

  private final Store<ItemId, Row> store;
  private final CooccurrenceSettings settings;
  private final Set<ItemId> unpublished = new LinkedHashSet<>();
  private final Map<ItemId, Integer> published = new HashMap<>();
  private KeyValueStore<ItemId, Row> rows;

  private RowProcessor(Store<ItemId, Row> store, CooccurrenceSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  record Supplier(Store<ItemId, Row> store, CooccurrenceSettings settings)
      implements ProcessorSupplier<ItemId, Row, ItemId, Neighbours> {
    @Override
    public Processor<ItemId, Row, ItemId, Neighbours> get() {
      return new RowProcessor(store, settings);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(store.persistent());
    }
  }

  @Override
  public void init(ProcessorContext<ItemId, Neighbours> context) {
    super.init(context);
    rows = store.in(context);
    try (KeyValueIterator<ItemId, Row> all = rows.all()) {
      all.forEachRemaining(row -> unpublished.add(row.key));
    }
    context.schedule(
        settings.publishInterval(), PunctuationType.WALL_CLOCK_TIME, time -> publish(time));
  }

  @Override
  public void process(Record<ItemId, Row> message) {
    Row before = rows.get(message.key());
    Row after = (before == null ? Row.EMPTY : before).plus(message.value(), settings.successors());
    rows.put(message.key(), after);
    unpublished.add(message.key());
  }

  private void publish(long time) {
    var waiting = unpublished.iterator();
    for (int done = 0; waiting.hasNext() && done < AT_ONCE; done++) {
      ItemId item = waiting.next();
      waiting.remove();
      Row row = rows.get(item);
      Neighbours head = row == null ? Neighbours.NONE : row.head(settings.published());
      int fingerprint = coarse(head);
      Integer last = published.put(item, fingerprint);
      if (last == null || last != fingerprint) {
        context().forward(new Record<>(item, head, time));
      }
    }
  }

  /** Equal for two heads that name the same successors in the same order with about equal worth. */
  private static int coarse(Neighbours head) {
    int hash = 1;
    for (var neighbour : head.neighbours()) {
      int sixteenths = (int) Math.round(Math.log(neighbour.probability()) * 8);
      hash = (hash * 31 + neighbour.item().hashCode()) * 31 + sixteenths;
    }
    return hash;
  }
}
