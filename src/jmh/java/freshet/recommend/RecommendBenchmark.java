package freshet.recommend;

import freshet.catalog.ItemIndex;
import freshet.event.ContentType;
import freshet.event.InteractionType;
import freshet.event.InteractionTypes;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.model.scoring.BreakerSettings;
import freshet.model.scoring.GuardedSource;
import freshet.observe.Layers;
import freshet.observe.WatchedHistories;
import freshet.observe.WatchedRecommendations;
import freshet.recommend.Neighbourhood.Neighbour;
import freshet.recommend.Neighbourhood.Neighbours;
import freshet.recommend.UserHistory.Touch;
import freshet.recommend.filter.Boost;
import freshet.recommend.filter.Filter;
import freshet.recommend.impression.ImpressionReader;
import freshet.recommend.memory.InMemoryHistories;
import freshet.recommend.memory.InMemoryPopularity;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/**
 * What a whole request costs, from the history to the slate of ten: 10,000 described items of five
 * tags each, ten rows of 100 neighbours, long lists of what is popular. Histories and lists are in
 * memory; each row is made anew for each request, as a store makes it from its bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class RecommendBenchmark {
  private static final int ITEMS = 10_000;
  private static final int USERS = 1_000;
  private static final int TAGS = 400;
  private static final int TAGS_PER_ITEM = 5;
  private static final int NEIGHBOURS = 100;
  private static final int POPULAR = 1_200;
  private static final int SLATE = 10;

  private static final RecommendSettings SETTINGS =
      new RecommendSettings(
          new NeighbourSettings(10, 1, 2, 0.5, List.of(0.0, 0.25, 0.07, 0.03, 0.015, 0.01)),
          List.of(0.3, 0.3, 0.2, 0.2),
          Map.of(Layer.COLLABORATIVE, 1.0, Layer.CONTENT, 0.3, Layer.POPULARITY, 0.3),
          true,
          new FreshnessBoost(0.5, Duration.ofDays(7)),
          new Mmr(0.15));

  private final Random random = new Random(1);
  private final String[] names = new String[ITEMS];
  private final int[][] successors = new int[ITEMS][];
  private final List<SlateRequest> requests = new ArrayList<>();
  private final Wishes filtered =
      wishes(
          Optional.of(
              Filter.parse(
                  "filter", "type in (\"type-1\", \"type-2\") and age < 55d and author != user")),
          List.of());
  private final Wishes boosted =
      wishes(Optional.empty(), List.of(Boost.parse("boost", "type = \"type-1\": 1.5")));
  private final Wishes scrolled =
      Wishes.NONE.after(
          Shown.NOTHING.with(
              IntStream.range(0, 100).mapToObj(i -> new ItemId("item-" + 97 * i)).toList()));
  private final List<ItemId> own =
      IntStream.range(0, 100).mapToObj(i -> new ItemId("item-" + 89 * i)).toList();
  private Recommender recommender;
  private Recommendations watched;
  private int turn;

  private static Wishes wishes(Optional<Filter> filter, List<Boost> boosts) {
    return new Wishes(
        Optional.empty(),
        Optional.empty(),
        filter,
        boosts,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Shown.NOTHING);
  }

  @Setup
  public void fill() {
    for (int i = 0; i < ITEMS; i++) {
      names[i] = "item-" + i;
    }
    Arrays.setAll(successors, i -> random.ints(NEIGHBOURS, 0, ITEMS).distinct().toArray());
    HistoryReader histories = histories();
    Catalogue catalogue = catalogue();
    Neighbourhood neighbours =
        item -> row(Integer.parseInt(item.value().substring("item-".length())));
    Popularity popularity = popularity();
    Clock clock = Clock.fixed(Site.NOW, ZoneOffset.UTC);
    recommender =
        new Recommender(
            histories,
            catalogue,
            neighbours,
            popularity,
            SETTINGS,
            clock,
            (layer, error) -> {
              throw error;
            });
    MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Layers layers = new Layers(meters, clock);
    Mixture mixture = SETTINGS.mixture();
    Sources sources =
        Sources.over(catalogue, neighbours, popularity, () -> mixture, SETTINGS.neighbours());
    GuardedSource guarded =
        new GuardedSource(
            sources.neighbours(),
            new BreakerSettings(Duration.ofMillis(250), 100, 0.5, Duration.ofSeconds(5)),
            clock);
    watched =
        new WatchedRecommendations(
            new Recommender(
                new WatchedHistories(histories, meters),
                catalogue,
                neighbours,
                popularity,
                () -> mixture,
                List.of(
                    layers.watched(guarded, guarded::state),
                    layers.watched(sources.tags()),
                    layers.watched(sources.popular())),
                ImpressionReader.NONE,
                SETTINGS,
                clock,
                layers::failed),
            meters);
  }

  private ItemId anyItem() {
    return new ItemId(names[random.nextInt(ITEMS)]);
  }

  private Catalogue catalogue() {
    ItemIndex catalogue = new ItemIndex();
    for (String name : names) {
      catalogue.put(
          new Item(
              new ItemId(name),
              new ContentType("type-" + random.nextInt(5)),
              Optional.of("Title of " + name),
              random.ints(TAGS_PER_ITEM, 0, TAGS).mapToObj(tag -> "tag-" + tag).toList(),
              Optional.of("category-" + random.nextInt(20)),
              Optional.of("author-" + random.nextInt(500)),
              Optional.of(Site.NOW.minus(Duration.ofHours(random.nextInt(2_000)))),
              true));
    }
    return catalogue;
  }

  private HistoryReader histories() {
    InMemoryHistories histories = new InMemoryHistories();
    InteractionType view = InteractionTypes.builtIn().find("view").orElseThrow();
    for (int i = 0; i < USERS; i++) {
      UserId user = new UserId("user-" + i);
      List<Touch> recent = new ArrayList<>();
      for (int length = 10 + random.nextInt(11); length > 0; length--) {
        recent.add(new Touch(anyItem(), view, Site.NOW, OptionalDouble.empty()));
      }
      histories.put(user, new UserHistory(recent, List.of(), List.of()));
      requests.add(new SlateRequest(user, SLATE, Optional.empty(), Set.of()));
    }
    return histories;
  }

  /** The n-th successor comes with a chance in proportion to 1/n. */
  private Neighbours row(int item) {
    List<Neighbour> row = new ArrayList<>(NEIGHBOURS);
    for (int successor : successors[item]) {
      // The characters are copied, for a string remembers its hash.
      ItemId id = new ItemId(new String(names[successor].toCharArray()));
      row.add(new Neighbour(id, 0.19 / (row.size() + 1)));
    }
    return new Neighbours(20, row);
  }

  private Popularity popularity() {
    InMemoryPopularity popularity = new InMemoryPopularity();
    for (int i = 0; i < POPULAR; i++) {
      popularity.add(Site.type("type-" + i % 5), anyItem(), 0.1 / (i + 1));
    }
    return popularity;
  }

  /** One user after the other. */
  @Benchmark
  public Object recommend() {
    turn = (turn + 1) % USERS;
    return recommender.recommend(requests.get(turn));
  }

  /** The same, of which a filter lets a quarter of the items through. */
  @Benchmark
  public Object filtered() {
    turn = (turn + 1) % USERS;
    return recommender.recommend(requests.get(turn).with(filtered));
  }

  /** The same with rules that lift a fifth of the items. */
  @Benchmark
  public Object boosted() {
    turn = (turn + 1) % USERS;
    return recommender.recommend(requests.get(turn).with(boosted));
  }

  /** The eleventh page of ten. */
  @Benchmark
  public Object scrolled() {
    turn = (turn + 1) % USERS;
    return recommender.recommend(requests.get(turn).with(scrolled));
  }

  /** A hundred items of the caller's in the user's order. */
  @Benchmark
  public Object ranked() {
    turn = (turn + 1) % USERS;
    return recommender.rank(requests.get(turn), own, 0);
  }

  /** The same, counted, timed and with a breaker, as in production. */
  @Benchmark
  public Object watched() {
    turn = (turn + 1) % USERS;
    return watched.recommend(requests.get(turn));
  }

  /** What of it is the benchmark's own: the making of ten rows. */
  @Benchmark
  public Object rows() {
    turn = (turn + 1) % (ITEMS - 10);
    List<Neighbours> rows = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      rows.add(row(turn + i));
    }
    return rows;
  }
}
