package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.recommend.memory.InMemoryCatalogue;
import freshet.recommend.memory.InMemoryHistories;
import freshet.recommend.memory.InMemoryNeighbourhood;
import freshet.recommend.memory.InMemoryPopularity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A site in memory: its items, what its users did and what was learnt from it. */
public final class Site {
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final UserId ADA = new UserId("ada");

  /** Rows as they are, and nobody goes back. */
  static final NeighbourSettings NEIGHBOURS = new NeighbourSettings(10, 1, 1, 0.5, List.of());

  /** Neither freshness nor diversity has a say: the order is that of the blend. */
  static final RecommendSettings PLAIN = settings(0, 0);

  public final InMemoryCatalogue catalogue = new InMemoryCatalogue();
  final InMemoryHistories histories = new InMemoryHistories();
  final InMemoryNeighbourhood neighbourhood = new InMemoryNeighbourhood();
  final InMemoryPopularity popularity = new InMemoryPopularity();
  final List<Layer> failures = new ArrayList<>();

  static RecommendSettings settings(double freshness, double diversity) {
    return new RecommendSettings(
        NEIGHBOURS,
        List.of(0.2, 0.4, 0.3, 0.1),
        Map.of(Layer.COLLABORATIVE, 1.0, Layer.CONTENT, 0.3, Layer.POPULARITY, 0.3),
        false,
        new FreshnessBoost(freshness, Duration.ofDays(7)),
        new Mmr(diversity));
  }

  public static ItemId id(String id) {
    return new ItemId(id);
  }

  static Optional<ContentType> type(String type) {
    return Optional.of(new ContentType(type));
  }

  /** Describes an item, old, available and called by its id. */
  public Site item(String id, String type, String... tags) {
    return item(id, type, NOW.minus(Duration.ofDays(365)), tags);
  }

  public Site item(String id, String type, Instant created, String... tags) {
    catalogue.put(described(id, type, created, true, tags));
    return this;
  }

  public Site withdrawn(String id, String type, String... tags) {
    catalogue.put(described(id, type, NOW.minus(Duration.ofDays(365)), false, tags));
    return this;
  }

  private static Item described(
      String id, String type, Instant created, boolean available, String... tags) {
    return new Item(
        id(id),
        new ContentType(type),
        Optional.empty(),
        List.of(tags),
        Optional.empty(),
        Optional.empty(),
        Optional.of(created),
        available);
  }

  Site follows(String item, String successor, double probability) {
    neighbourhood.follows(id(item), id(successor), probability, 9);
    return this;
  }

  Site popular(String type, String item, Double... shares) {
    popularity.add(type(type), id(item), shares);
    return this;
  }

  public Site ada(String type, String item) {
    histories.add(ADA, id(item), type);
    return this;
  }

  public Recommender recommender() {
    return recommender(PLAIN);
  }

  Recommender recommender(RecommendSettings settings) {
    return recommender(histories, catalogue, neighbourhood, popularity, settings);
  }

  Recommender recommender(
      HistoryReader histories,
      Catalogue catalogue,
      Neighbourhood neighbourhood,
      Popularity popularity,
      RecommendSettings settings) {
    return new Recommender(
        histories,
        catalogue,
        neighbourhood,
        popularity,
        settings,
        Clock.fixed(NOW, ZoneOffset.UTC),
        (layer, error) -> failures.add(layer));
  }

  Slate forAda(int k) {
    return recommender().recommend(ask(k));
  }

  static SlateRequest ask(int k) {
    return new SlateRequest(ADA, k, Optional.empty(), Set.of());
  }

  static SlateRequest ask(int k, String type) {
    return new SlateRequest(ADA, k, type(type), Set.of());
  }

  static List<String> ids(Slate slate) {
    return slate.items().stream().map(item -> item.item().value()).toList();
  }

  static SlateItem item(Slate slate, String id) {
    return slate.items().stream()
        .filter(item -> item.item().equals(id(id)))
        .findFirst()
        .orElseThrow();
  }

  /** Any state a site can be in: some items withdrawn, deleted, never described, without tags. */
  public static Site random(long seed) {
    Random random = new Random(seed);
    Site site = new Site();
    String[] types = {"game", "movie", "blog-post"};
    int items = 1 + random.nextInt(120);
    for (int i = 0; i < items; i++) {
      String id = "i" + i;
      Instant created = NOW.minusSeconds(random.nextInt(30 * 86_400) - 3_600);
      String[] tags =
          random
              .ints(random.nextInt(4), 0, 12)
              .distinct()
              .mapToObj(tag -> "t" + tag)
              .toArray(String[]::new);
      String type = types[random.nextInt(types.length)];
      switch (random.nextInt(10)) {
        case 0 -> site.withdrawn(id, type, tags);
        case 1 -> site.catalogue.delete(id(id));
        case 2, 3 -> {
          // Touched, but never described.
        }
        default -> site.item(id, type, created, tags);
      }
      if (random.nextInt(3) > 0) {
        double share = random.nextDouble() / items;
        site.popularity.add(
            site.catalogue.find(id(id)).map(Item::type),
            id(id),
            share,
            share / 2,
            share / 3,
            share);
      }
      for (int n = random.nextInt(20); n > 0; n--) {
        site.neighbourhood.follows(
            id(id),
            id("i" + random.nextInt(items)),
            random.nextDouble() / 20,
            1 + random.nextInt(9));
      }
    }
    String[] acts = {"view", "view", "view", "like", "play", "dislike"};
    for (int n = random.nextInt(40); n > 0; n--) {
      site.ada(acts[random.nextInt(acts.length)], "i" + random.nextInt(items));
    }
    UserHistory history = ((HistoryReader.Known) site.histories.read(ADA)).history();
    List<ItemId> earlier =
        random.ints(random.nextInt(20), 0, items).distinct().mapToObj(i -> id("i" + i)).toList();
    site.histories.put(ADA, new UserHistory(history.recent(), earlier, history.hidden()));
    return site;
  }

  /** The layers that could not answer, once for each time. */
  public List<Layer> failures() {
    return failures;
  }

  public UserHistory history() {
    return ((HistoryReader.Known) histories.read(ADA)).history();
  }
}
