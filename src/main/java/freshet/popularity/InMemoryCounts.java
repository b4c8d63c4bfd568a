package freshet.popularity;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.Effect;
import freshet.event.ItemId;
import freshet.recommend.Popularity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Popularity counts without Kafka: the same aggregates in one partition, kept in a map. For
 * evaluation on logs; not safe for use by several threads.
 */
public final class InMemoryCounts implements Popularity {
  private final PopularitySettings settings;
  private final Function<ItemId, Optional<ContentType>> typeOf;
  private final Map<ItemId, Counts> counts = new HashMap<>();
  private final PartitionLists partition;
  private final MergedLists lists;

  public InMemoryCounts(
      PopularitySettings settings, Function<ItemId, Optional<ContentType>> typeOf) {
    this.settings = settings;
    this.typeOf = typeOf;
    this.partition = new PartitionLists(settings);
    this.lists = new MergedLists(settings.halfLives());
  }

  /** Adds the weight of an effect. */
  public void learn(Effect effect) {
    Counts change = Counts.of(effect, settings.halfLives());
    Counts after = counts.merge(effect.item(), change, Counts::plus);
    partition.update(effect.item(), change, after);
  }

  @Override
  public List<HalfLife> halfLives() {
    return lists.halfLives();
  }

  @Override
  public Map<Optional<ContentType>, List<Popular>> tops() {
    if (partition.hasChanged()) {
      lists.put(partition.take(0, typeOf));
    }
    return lists.tops();
  }
}
