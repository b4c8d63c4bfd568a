package freshet.popularity;

import freshet.avro.TrendingRecord;
import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.recommend.Popularity;
import freshet.stream.View;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The trending lists of all partitions, as every instance reads them.
 *
 * <p>Lists arrive by the dozen and each changes every share, so they are merged when somebody asks,
 * and at most every {@link #MERGE_INTERVAL}.
 */
public final class TrendingView implements View<String, TrendingRecord>, Popularity {
  static final Duration MERGE_INTERVAL = Duration.ofMillis(250);

  private final List<HalfLife> halfLives;
  private final MergedLists merged;
  private final LongSupplier nanoTime;
  private final Map<String, TrendingList> lists = new ConcurrentHashMap<>();
  private final ReentrantLock merging = new ReentrantLock();
  private volatile Map<Optional<ContentType>, List<Popular>> tops = Map.of();
  private volatile boolean stale;
  private volatile long mergedAt;

  public TrendingView(PopularitySettings settings) {
    this(settings, System::nanoTime);
  }

  TrendingView(PopularitySettings settings, LongSupplier nanoTime) {
    this.halfLives = settings.halfLives();
    this.merged = new MergedLists(halfLives);
    this.nanoTime = nanoTime;
    this.mergedAt = nanoTime.getAsLong() - MERGE_INTERVAL.toNanos();
  }

  @Override
  public void apply(String key, TrendingRecord value) {
    if (value == null) {
      lists.remove(key);
    } else {
      TrendingList list = TrendingTopic.fromRecord(value);
      if (!list.key().equals(key)) {
        throw new IllegalArgumentException(
            "the key is \"%s\" but the list is \"%s\"; write the list's type and partition as the key"
                .formatted(key, list.key()));
      }
      if (list.halfLives().equals(halfLives)) {
        lists.put(key, list);
      } else {
        // Published under other settings; the partition's owner will replace it.
        lists.remove(key);
      }
    }
    stale = true;
  }

  @Override
  public Map<Optional<ContentType>, List<Popular>> tops() {
    // Whoever finds another at it takes what there is: nobody waits.
    if (stale && nanoTime.getAsLong() - mergedAt >= MERGE_INTERVAL.toNanos() && merging.tryLock()) {
      try {
        stale = false;
        tops = merged.of(List.copyOf(lists.values()));
        mergedAt = nanoTime.getAsLong();
      } finally {
        merging.unlock();
      }
    }
    return tops;
  }

  @Override
  public List<HalfLife> halfLives() {
    return halfLives;
  }
}
