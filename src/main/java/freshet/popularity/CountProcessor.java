package freshet.popularity;

import freshet.decay.DecayedSum;
import freshet.event.ContentType;
import freshet.event.ItemId;
import freshet.stream.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
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

/** Adds changes to their counts, and publishes the partition's trending lists when they change. */
final class CountProcessor extends ContextualProcessor<ItemId, Counts, String, TrendingList> {
  /** Items looked at before those that cannot be listed are forgotten: a bound on memory. */
  private static final int FORGET_AFTER = 50_000;

  private final Store<ItemId, Counts> store;
  private final PopularitySettings settings;
  private final Function<ItemId, Optional<ContentType>> typeOf;
  private final TopLists tops;
  private final Set<Optional<ContentType>> listedTypes = new HashSet<>();
  private KeyValueStore<ItemId, Counts> counts;
  private List<DecayedSum> totals;
  private long asOf;

  private CountProcessor(
      Store<ItemId, Counts> store,
      PopularitySettings settings,
      Function<ItemId, Optional<ContentType>> typeOf) {
    this.store = store;
    this.settings = settings;
    this.typeOf = typeOf;
    this.tops = new TopLists(settings.listed(), settings.halfLives().size());
    // Items nobody had described when they were last listed may have been by now.
    this.listedTypes.add(Optional.empty());
    this.totals = settings.halfLives().stream().map(halfLife -> DecayedSum.ZERO).toList();
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
    // What is summed up over the partition is not stored: it is what the stored counts add up to.
    forEachItem(
        (item, stored) -> {
          tops.update(item, stored);
          addToTotals(stored);
        });
    context.schedule(settings.publishInterval(), PunctuationType.WALL_CLOCK_TIME, this::publish);
  }

  private void forEachItem(BiConsumer<ItemId, Counts> action) {
    try (KeyValueIterator<ItemId, Counts> all = counts.all()) {
      for (int seen = 1; all.hasNext(); seen++) {
        KeyValue<ItemId, Counts> item = all.next();
        action.accept(item.key, item.value);
        if (seen % FORGET_AFTER == 0) {
          tops.forgetOthers(typeOf);
        }
      }
    }
  }

  @Override
  public void process(Record<ItemId, Counts> message) {
    Counts before = counts.get(message.key());
    Counts after = before == null ? message.value() : before.plus(message.value());
    counts.put(message.key(), after);
    tops.update(message.key(), after);
    addToTotals(message.value());
  }

  private void addToTotals(Counts change) {
    List<DecayedSum> next = new ArrayList<>(totals.size());
    for (int i = 0; i < totals.size(); i++) {
      next.add(totals.get(i).plus(change.sums().get(i)));
    }
    totals = next;
    asOf = Math.max(asOf, change.latest());
  }

  private Map<Optional<ContentType>, List<TopLists.Ranked>> takeFromAll() {
    tops.clear();
    forEachItem(tops::update);
    return tops.take(typeOf).orElseThrow();
  }

  private void publish(long time) {
    if (!tops.hasChanged()) {
      return;
    }
    int partition = context().taskId().partition();
    Map<Optional<ContentType>, List<TopLists.Ranked>> lists =
        tops.take(typeOf).orElseGet(this::takeFromAll);
    // A type whose last item became known as another type leaves an empty list, not a stale one.
    listedTypes.forEach(type -> lists.putIfAbsent(type, List.of()));
    listedTypes.addAll(lists.keySet());
    lists.forEach(
        (type, ranked) -> {
          TrendingList list =
              TrendingList.of(type, partition, asOf, settings.halfLives(), totals, ranked);
          context().forward(new Record<>(list.key(), list, time));
        });
  }
}
