package freshet.popularity;

import freshet.event.ContentType;
import freshet.event.ItemId;
import freshet.stream.Store;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Adds changes to their counts, and publishes the partition's trending lists when they change. */
final class CountProcessor extends ContextualProcessor<ItemId, Counts, String, TrendingList> {
  private final Store<ItemId, Counts> store;
  private final PopularitySettings settings;
  private final PartitionLists lists;
  private KeyValueStore<ItemId, Counts> counts;

  private CountProcessor(
      Store<ItemId, Counts> store,
      PopularitySettings settings,
      Function<ItemId, Optional<ContentType>> typeOf) {
    this.store = store;
    this.settings = settings;
    this.lists = new PartitionLists(settings, typeOf, this::forEachItem);
  }

  record Supplier(
      Store<ItemId, Counts> store,
      PopularitySettings settings,
      Function<ItemId, Optional<ContentType>> typeOf)
      implements ProcessorSupplier<ItemId, Counts, String, TrendingList> {
    @Override
    public Processor<ItemId, Counts, String, TrendingList> get() {
      return new CountProcessor(store, settings, typeOf);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(store.persistent());
    }
  }

  @Override
  public void init(ProcessorContext<String, TrendingList> context) {
    super.init(context);
    counts = store.in(context);
    lists.load();
    context.schedule(settings.publishInterval(), PunctuationType.WALL_CLOCK_TIME, this::publish);
  }

  private void forEachItem(BiConsumer<ItemId, Counts> action) {
    try (KeyValueIterator<ItemId, Counts> all = counts.all()) {
      all.forEachRemaining(item -> action.accept(item.key, item.value));
    }
  }

  @Override
  public void process(Record<ItemId, Counts> message) {
    Counts before = counts.get(message.key());
    Counts after = before == null ? message.value() : before.plus(message.value());
    counts.put(message.key(), after);
    lists.update(message.key(), message.value(), after);
  }

  private void publish(long time) {
    if (lists.hasChanged()) {
      lists
          .take(context().taskId().partition())
          .forEach(list -> context().forward(new Record<>(list.key(), list, time)));
    }
  }
}
