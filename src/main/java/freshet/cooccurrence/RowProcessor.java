package freshet.cooccurrence;

import freshet.event.ItemId;
import freshet.recommend.Neighbourhood.Neighbours;
import freshet.stream.Store;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
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
 * <p>Which rows await publication is kept in memory only. A crash or a move of the partition
 * forgets it, so the rows that are found at the start are published once more, some at a time;
 * readers see the same again and lose nothing.
 */
final class RowProcessor extends ContextualProcessor<ItemId, Row, ItemId, Neighbours> {
  /** Rows published in one go, so that a start or a burst does not hold up the stream. */
  private static final int AT_ONCE = 2_000;

  /**
   * Rows of which is remembered how they were published; others may be published once too often.
   */
  private static final int REMEMBERED = 100_000;

  private final Store<ItemId, Row> store;
  private final CooccurrenceSettings settings;
  private final Set<ItemId> unpublished = new LinkedHashSet<>();
  private final Map<ItemId, Integer> published = new LinkedHashMap<>(16, 0.75f, true);
  private KeyValueStore<ItemId, Row> rows;

  /** The last of the rows found at the start that has been published; empty before the first. */
  private Optional<ItemId> reached = Optional.empty();

  private boolean allReached;

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
    context.schedule(settings.publishInterval(), PunctuationType.WALL_CLOCK_TIME, this::publish);
  }

  @Override
  public void process(Record<ItemId, Row> message) {
    Row before = rows.get(message.key());
    Row after = (before == null ? Row.EMPTY : before).plus(message.value(), settings.successors());
    rows.put(message.key(), after);
    unpublished.add(message.key());
  }

  private void publish(long time) {
    int done = 0;
    for (var waiting = unpublished.iterator(); waiting.hasNext() && done < AT_ONCE; done++) {
      ItemId item = waiting.next();
      waiting.remove();
      publish(item, rows.get(item), time);
    }
    if (!allReached) {
      publishFound(AT_ONCE - done, time);
    }
  }

  private void publishFound(int most, long time) {
    try (KeyValueIterator<ItemId, Row> found = rows.range(reached.orElse(null), null)) {
      for (int done = 0; found.hasNext() && done < most; done++) {
        KeyValue<ItemId, Row> row = found.next();
        publish(row.key, row.value, time);
        reached = Optional.of(row.key);
      }
      allReached = !found.hasNext();
    }
  }

  private void publish(ItemId item, Row row, long time) {
    int sketch = row.sketch(settings.published(), settings.halfLife());
    Integer last = published.put(item, sketch);
    if (published.size() > REMEMBERED) {
      published.remove(published.keySet().iterator().next());
    }
    if (last == null || last != sketch) {
      Neighbours head = row.head(settings.published(), settings.halfLife());
      context().forward(new Record<>(item, head, time));
    }
  }
}
