package freshet.cooccurrence;

import freshet.decay.DecayedSum;
import freshet.event.Effect;
import freshet.event.ItemId;
import freshet.event.Transition;
import freshet.recommend.Neighbourhood;
import java.util.HashMap;
import java.util.Map;

/**
 * Co-occurrence rows without Kafka: the same aggregate, kept in a map. For evaluation on logs; not
 * safe for use by several threads.
 */
public final class InMemoryRows implements Neighbourhood {
  /** Steps of one row that are combined before they are added, as a commit would combine them. */
  private static final int COMBINED = 32;

  private final CooccurrenceSettings settings;
  private final Map<ItemId, Row> rows = new HashMap<>();
  private final Map<ItemId, RowChange> changes = new HashMap<>();

  public InMemoryRows(CooccurrenceSettings settings) {
    this.settings = settings;
  }

  /** Adds the steps of an effect. */
  public void learn(Effect effect) {
    long time = effect.time().toEpochMilli();
    for (Transition step : effect.transitions()) {
      RowChange change = changes.computeIfAbsent(step.from(), item -> new RowChange());
      change.add(step.to(), DecayedSum.of(settings.halfLife(), time, step.weight()), time);
      if (change.size() >= COMBINED) {
        add(step.from());
      }
    }
  }

  private Row add(ItemId item) {
    RowChange change = changes.remove(item);
    Row row = rows.getOrDefault(item, Row.EMPTY);
    if (change != null) {
      row = row.plus(change.toRow(settings.successors()), settings.successors());
      rows.put(item, row);
    }
    return row;
  }

  @Override
  public Neighbours of(ItemId item) {
    return add(item).head(settings.published(), settings.halfLife());
  }
}
