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
  private final Map<ItemId, Counts> counts = new HashMap<>();
  private final PartitionLists partition;
  private final MergedLists merged;
  private Map<Optional<ContentType>, List<Popular>> tops = Map.of();

  public InMemoryCounts(
      PopularitySettings settings, Function<ItemId, Optional<ContentType>> typeOf) {
    this.settings = settings;
    this.partition = new PartitionLists(settings, typeOf, counts::forEach);
    this.merged = new MergedLists(settings.halfLives());
  }

  /** Adds the weight of an effect. */
  public void learn(Effect effect) {
    Counts change = Counts.of(effect, settings.halfLives());
    Counts after = counts.merge(effect.item(), change, Counts::plus);
    partition.update(effect.item(), change, after);
  }

  @Override
  public List<HalfLife> halfLives() {
    return settings.halfLives();
  }

  @Override
  public Map<Optional<ContentType>, List<Popular>> tops() {
    if (partition.hasChanged()) {
      tops = merged.of(partition.take(0));
    }
    return tops;
  }
}
