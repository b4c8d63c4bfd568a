package freshet.cooccurrence;

import freshet.event.ItemId;
import freshet.recommend.Neighbourhood.Neighbours;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Adds changes to their rows, and publishes rows whose head has changed, as {@link Agenda} says.
 */
final class RowProcessor extends ContextualProcessor<ItemId, Row, ItemId, Neighbours> {
  private final StoredRows.Stores stores;
  private final CooccurrenceSettings settings;
  private final FreshHeads fresh;
  private Published published;
  private StoredRows rows;
  private Agenda agenda;

  private RowProcessor(StoredRows.Stores stores, CooccurrenceSettings settings, FreshHeads fresh) {
    this.stores = stores;
    this.settings = settings;
    this.fresh = fresh;
  }

  record Supplier(StoredRows.Stores kept, CooccurrenceSettings settings, FreshHeads fresh)
      implements ProcessorSupplier<ItemId, Row, ItemId, Neighbours> {
    @Override
    public Processor<ItemId, Row, ItemId, Neighbours> get() {
      return new RowProcessor(kept, settings, fresh);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return kept.persistent();
    }
  }

  @Override
  public void init(ProcessorContext<ItemId, Neighbours> context) {
    super.init(context);
    rows = stores.in(context, settings.successors());
    agenda = new Agenda(rows);
    // A task whose transaction was aborted begins anew, and what it had published was not.
    published = new Published();
    context.schedule(
        settings.publishInterval().dividedBy(Agenda.TICKS_PER_ROUND),
        PunctuationType.WALL_CLOCK_TIME,
        this::publish);
  }

  @Override
  public void process(Record<ItemId, Row> message) {
    rows.add(message.key(), message.value());
    fresh.changed(message.key());
    agenda.touch(message.key());
  }

  private void publish(long time) {
    for (ItemId item : agenda.due()) {
      Row row = rows.get(item);
      if (published.changed(item, row.sketch(settings.published(), settings.halfLife()))) {
        Neighbours head = row.head(settings.published(), settings.halfLife());
        context().forward(new Record<>(item, head, time));
      }
    }
  }
}
