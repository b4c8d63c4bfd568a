package freshet.engagement;

import freshet.engagement.EngagementMessage.Answered;
import freshet.engagement.EngagementMessage.Erased;
import freshet.engagement.EngagementMessage.Shown;
import freshet.event.UserId;
import freshet.recommend.impression.Cell;
import freshet.recommend.impression.Sums;
import freshet.stream.Store;
import java.util.HashSet;
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
 * Applies what users were shown and did to what is kept about them, counts what follows from it,
 * and publishes the counts that have changed.
 */
final class EngagementProcessor
    extends ContextualProcessor<UserId, EngagementMessage, String, PartitionCount> {
  private final Store<UserId, UserEngagement> userStore;
  private final Store<Cell, Sums> cellStore;
  private final EngagementSettings settings;
  private final CountedCells counted;
  private final Set<Cell> changed = new HashSet<>();
  private KeyValueStore<UserId, UserEngagement> users;
  private KeyValueStore<Cell, Sums> cells;

  private EngagementProcessor(
      Store<UserId, UserEngagement> userStore,
      Store<Cell, Sums> cellStore,
      EngagementSettings settings) {
    this.userStore = userStore;
    this.cellStore = cellStore;
    this.settings = settings;
    this.counted = new CountedCells(settings.values());
  }

  record Supplier(
      Store<UserId, UserEngagement> userStore,
      Store<Cell, Sums> cellStore,
      EngagementSettings settings)
      implements ProcessorSupplier<UserId, EngagementMessage, String, PartitionCount> {
    @Override
    public Processor<UserId, EngagementMessage, String, PartitionCount> get() {
      return new EngagementProcessor(userStore, cellStore, settings);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      // Few cells are written again and again: the record cache makes one write of each commit's.
      return Set.of(userStore.persistentUncached(), cellStore.persistent());
    }
  }

  @Override
  public void init(ProcessorContext<String, PartitionCount> context) {
    super.init(context);
    users = userStore.in(context);
    cells = cellStore.in(context);
    try (KeyValueIterator<Cell, Sums> all = cells.all()) {
      all.forEachRemaining(
          cell -> {
            counted.know(cell.key);
            // What changed last may not have been published before this instance had it.
            changed.add(cell.key);
          });
    }
    context.schedule(settings.publishInterval(), PunctuationType.WALL_CLOCK_TIME, this::publish);
  }

  @Override
  public void process(Record<UserId, EngagementMessage> message) {
    UserId user = message.key();
    UserEngagement stored = users.get(user);
    UserEngagement before = stored == null ? UserEngagement.EMPTY : stored;
    UserEngagement.Applied applied = applied(before, user, message.value());
    if (applied.engagement().equals(before)) {
      return;
    }
    users.put(user, applied.engagement().isBlank() ? null : applied.engagement());
    applied.changes().forEach(this::count);
  }

  private UserEngagement.Applied applied(
      UserEngagement before, UserId user, EngagementMessage message) {
    if (message instanceof Shown shown) {
      return before.show(shown.slate(), settings);
    }
    if (message instanceof Answered answered) {
      return before.answer(answered.interaction(), settings);
    }
    return before.erase(user, ((Erased) message).erasure().until());
  }

  private void count(Cell cell, Sums change) {
    Cell place = counted.place(cell);
    Sums before = cells.get(place);
    cells.put(place, before == null ? change : before.plus(change));
    changed.add(place);
  }

  private void publish(long time) {
    for (Cell cell : changed) {
      PartitionCount count =
          new PartitionCount(context().taskId().partition(), cell, cells.get(cell));
      context().forward(new Record<>(count.key(), count, time));
    }
    changed.clear();
  }
}
