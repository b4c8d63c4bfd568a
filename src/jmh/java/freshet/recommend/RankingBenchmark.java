package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.Blend.Blended;
import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.memory.InMemoryCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What blending and re-ranking cost: 1,500 candidates of three layers, a slate of ten. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RankingBenchmark {
  private static final int ITEMS = 10_000;
  private static final int CANDIDATES_PER_LAYER = 650;
  private static final int CANDIDATES = 1_500;
  private static final int TAGS = 60;
  private static final int SLATE = 10;

  private final InMemoryCatalogue catalogue = new InMemoryCatalogue();
  private final Mmr mmr = new Mmr(0.15);
  private Blend blend;
  private Showable showable;
  private Map<Layer, Opinion> opinions;
  private List<Blended> ranked;

  @Setup
  public void fill() {
    Random random = new Random(1);
    for (int i = 0; i < ITEMS; i++) {
      catalogue.put(
          new Item(
              item(i),
              new ContentType("film"),
              Optional.empty(),
              List.of(tag(random), tag(random), tag(random)),
              Optional.of("c" + random.nextInt(10)),
              Optional.of("a" + random.nextInt(500)),
              Optional.of(Site.NOW.minus(Duration.ofHours(random.nextInt(2_000)))),
              true));
    }
    opinions = new EnumMap<>(Layer.class);
    for (Layer layer : List.of(Layer.COLLABORATIVE, Layer.CONTENT, Layer.POPULARITY)) {
      opinions.put(layer, opinion(random));
    }
    blend = new Blend(catalogue);
    showable = new Showable(catalogue, Set.of(), Optional.empty(), Showable.Wanted.ANY);
    ranked = best(CANDIDATES);
  }

  private static ItemId item(int number) {
    return new ItemId("i" + number);
  }

  private static String tag(Random random) {
    return "t" + random.nextInt(TAGS);
  }

  private static Opinion opinion(Random random) {
    Map<ItemId, Double> scores = new HashMap<>();
    while (scores.size() < CANDIDATES_PER_LAYER) {
      scores.put(item(random.nextInt(ITEMS)), (1 + random.nextInt(1_000)) / 1e5);
    }
    List<ItemId> candidates = new ArrayList<>(scores.keySet());
    return new Opinion() {
      @Override
      public List<ItemId> candidates() {
        return candidates;
      }

      @Override
      public double score(ItemId item) {
        return scores.getOrDefault(item, 0.0);
      }

      @Override
      public Evidence evidence(ItemId item) {
        return new Evidence.Follows(item);
      }
    };
  }

  private List<Blended> best(int most) {
    Problems problems =
        new Problems(
            (layer, error) -> {
              throw error;
            });
    FreshnessBoost freshness = Site.settings(0.5, 0.15).freshness();
    return blend.best(
        opinions,
        Site.PLAIN.mixture(),
        showable,
        (id, item) -> freshness.factor(item, Site.NOW),
        new Blend.Draw(most, most, List.of()),
        problems);
  }

  /** Three opinions become one ranking. */
  @Benchmark
  public Object blend() {
    return best(CANDIDATES);
  }

  /** The slate is chosen from the ranking. */
  @Benchmark
  public Object mmr() {
    return mmr.choose(
        ranked,
        SLATE,
        Blended::score,
        (one, other) -> Similarity.between(one.item(), other.item()));
  }
}
