package freshet.popularity;

import freshet.decay.HalfLife;
import freshet.event.Effect;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.stream.Bundles;
import freshet.stream.CombiningStore;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Combines the weights of many interactions into one change per item and commit, in bundles. */
final class CountCombiner extends ContextualProcessor<UserId, Effect, Integer, byte[]> {
  private static final String STORE = "popularity-combined";

  /** Weights combined before they are sent without waiting for the commit; some 20 MB of memory. */
  private static final int BOUND = 100_000;

  private final List<HalfLife> halfLives;
  private CombiningStore<ItemId, Counts> changes;

  private CountCombiner(List<HalfLife> halfLives) {
    this.halfLives = halfLives;
  }

  record Supplier(Bundles<ItemId, Counts> way, List<HalfLife> halfLives)
      implements ProcessorSupplier<UserId, Effect, Integer, byte[]> {
    @Override
    public Processor<UserId, Effect, Integer, byte[]> get() {
      return new CountCombiner(halfLives);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          CombiningStore.<ItemId, Counts, Counts>builder(STORE, BOUND, way, Function.identity()));
    }
  }

  @Override
  public void init(ProcessorContext<Integer, byte[]> context) {
    super.init(context);
    changes = context.getStateStore(STORE);
    changes.sendFrom(context);
  }

  @Override
  public void process(Record<UserId, Effect> message) {
    Effect effect = message.value();
    if (effect.events() == 0 && effect.weight() == 0) {
      return;
    }
    Counts change = Counts.of(effect, halfLives);
    changes.combine(effect.item(), pending -> pending == null ? change : pending.plus(change));
    changes.sendIfFull();
  }
}
