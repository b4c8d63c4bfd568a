package freshet.popularity;

import freshet.avro.TrendingRecord;
import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.recommend.Popularity;
import freshet.stream.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The trending lists of all partitions, as every instance reads them.
 *
 * <p>Partitions decay their counts to their own latest event time; to compare them all are brought
 * to the latest of all. What an item's share is does not depend on the time it is asked for.
 *
 * <p>Lists arrive by the dozen and each changes every share, so they are merged when somebody asks,
 * and at most every {@link #MERGE_INTERVAL}.
 */
public final class TrendingView implements View<String, TrendingRecord>, Popularity {
  static final Duration MERGE_INTERVAL = Duration.ofMillis(100);

  private final List<HalfLife> halfLives;
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
        tops = merge(List.copyOf(lists.values()));
        mergedAt = nanoTime.getAsLong();
      } finally {
        merging.unlock();
      }
    }
    return tops;
  }

  private Map<Optional<ContentType>, List<Popular>> merge(Collection<TrendingList> all) {
    long asOf = all.stream().mapToLong(TrendingList::asOf).max().orElse(0);
    double[] totals = totals(all, asOf);
    Map<Optional<ContentType>, List<Popular>> merged = new HashMap<>();
    for (TrendingList list : all) {
      if (list.items().isEmpty()) {
        continue;
      }
      List<Popular> items = merged.computeIfAbsent(list.contentType(), any -> new ArrayList<>());
      double[] ageing = ageing(list.asOf(), asOf);
      for (TrendingList.Counted item : list.items()) {
        items.add(new Popular(item.item(), item.events(), shares(item, ageing, totals)));
      }
    }
    merged.replaceAll((type, items) -> List.copyOf(items));
    return Map.copyOf(merged);
  }

  /** Decayed weight of everything, at one time; each partition says it in each of its lists. */
  private double[] totals(Collection<TrendingList> all, long asOf) {
    Map<Integer, TrendingList> newest = new HashMap<>();
    all.forEach(
        list -> newest.merge(list.partition(), list, (a, b) -> a.asOf() >= b.asOf() ? a : b));
    double[] totals = new double[halfLives.size()];
    for (TrendingList list : newest.values()) {
      double[] ageing = ageing(list.asOf(), asOf);
      for (int i = 0; i < totals.length; i++) {
        totals[i] += Math.max(0, list.totals().get(i)) * ageing[i];
      }
    }
    return totals;
  }

  private double[] ageing(long from, long to) {
    double[] factors = new double[halfLives.size()];
    for (int i = 0; i < factors.length; i++) {
      HalfLife halfLife = halfLives.get(i);
      factors[i] =
          halfLife.equals(HalfLife.NEVER)
              ? 1
              : Math.pow(0.5, (to - from) / (halfLife.seconds() * 1000.0));
    }
    return factors;
  }

  private static List<Double> shares(TrendingList.Counted item, double[] ageing, double[] totals) {
    List<Double> shares = new ArrayList<>(totals.length);
    for (int i = 0; i < totals.length; i++) {
      double count = Math.max(0, item.counts().get(i)) * ageing[i];
      shares.add(totals[i] > 0 ? Math.min(1, count / totals[i]) : 0.0);
    }
    return List.copyOf(shares);
  }

  @Override
  public List<HalfLife> halfLives() {
    return halfLives;
  }

  /** The latest event time of any list; empty before the first. */
  public Optional<Instant> latest() {
    return lists.values().stream()
        .map(list -> Instant.ofEpochMilli(list.asOf()))
        .max(Instant::compareTo);
  }
}
