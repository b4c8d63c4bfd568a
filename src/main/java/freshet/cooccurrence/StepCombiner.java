package freshet.cooccurrence;

import freshet.decay.DecayedSum;
import freshet.decay.HalfLife;
import freshet.event.Effect;
import freshet.event.ItemId;
import freshet.event.Transition;
import freshet.event.UserId;
import freshet.stream.Bundles;
import freshet.stream.CombiningStore;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Combines the steps of many users into one change per row and commit, in bundles. */
final class StepCombiner extends ContextualProcessor<UserId, Effect, Integer, byte[]> {
  private static final String STORE = "cooccurrence-combined";

  /** Steps combined before they are sent without waiting for the commit; some 20 MB of memory. */
  private static final int BOUND = 200_000;

  private final HalfLife halfLife;
  private CombiningStore<ItemId, RowChange> changes;

  private StepCombiner(HalfLife halfLife) {
    this.halfLife = halfLife;
  }

  record Supplier(Bundles<ItemId, Row> way, CooccurrenceSettings settings)
      implements ProcessorSupplier<UserId, Effect, Integer, byte[]> {
    @Override
    public Processor<UserId, Effect, Integer, byte[]> get() {
      return new StepCombiner(settings.halfLife());
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          CombiningStore.<ItemId, RowChange, Row>builder(
              STORE, BOUND, way, change -> change.toRow(settings.successors())));
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
    long time = effect.time().toEpochMilli();
    for (Transition step : effect.transitions()) {
      DecayedSum weight = DecayedSum.of(halfLife, time, step.weight());
      changes.combine(
          step.from(),
          pending -> {
            RowChange change = pending == null ? new RowChange() : pending;
            change.add(step.to(), weight, time);
            return change;
          });
    }
    changes.sendIfFull();
  }
}
