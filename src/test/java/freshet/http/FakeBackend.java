package freshet.http;

import freshet.decay.HalfLife;
import freshet.event.Admission;
import freshet.event.ContentType;
import freshet.event.Erasure;
import freshet.event.ErasureId;
import freshet.event.Interaction;
import freshet.event.InteractionLog;
import freshet.event.InteractionTypes;
import freshet.event.InvalidInputException;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.ItemLog;
import freshet.event.LogPosition;
import freshet.event.UserId;
import freshet.http.experiment.Impressions;
import freshet.http.health.Readiness;
import freshet.http.person.Persons;
import freshet.query.StateAnswer;
import freshet.recommend.Catalogue;
import freshet.recommend.Explanation;
import freshet.recommend.KeptProfile;
import freshet.recommend.Layer;
import freshet.recommend.Order;
import freshet.recommend.Presets;
import freshet.recommend.Ranking;
import freshet.recommend.Reason;
import freshet.recommend.Recommendations;
import freshet.recommend.Scenarios;
import freshet.recommend.Slate;
import freshet.recommend.SlateItem;
import freshet.recommend.SlateRequest;
import freshet.recommend.UserHistory;
import freshet.recommend.experiment.Experiments;
import freshet.recommend.impression.Cell;
import freshet.recommend.impression.ServedSlate;
import freshet.recommend.impression.ShownSlate;
import freshet.recommend.impression.SlateLog;
import freshet.recommend.impression.Sums;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everything the server needs, in memory; a test may replace what it wants to see fail. */
final class FakeBackend implements Recommendations, Catalogue, ItemLog {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  final List<Interaction> interactions = new CopyOnWriteArrayList<>();
  final Map<ItemId, Item> items = new ConcurrentHashMap<>();
  volatile int mostItems = Integer.MAX_VALUE;
  final List<SlateRequest> requests = new CopyOnWriteArrayList<>();
  final List<Order> orders = new CopyOnWriteArrayList<>();
  final List<ItemId> ranked = new CopyOnWriteArrayList<>();
  final List<Integer> fills = new CopyOnWriteArrayList<>();

  volatile InteractionLog log =
      interaction -> {
        interactions.add(interaction);
        return CompletableFuture.completedFuture(new LogPosition(0, interactions.size() - 1));
      };
  volatile Function<Item, CompletableFuture<Void>> itemLog =
      item -> {
        items.put(item.id(), item);
        return CompletableFuture.completedFuture(null);
      };
  volatile Function<SlateRequest, Slate> slates =
      request -> new Slate(List.of(), false, Optional.of("nothing is known yet"));
  volatile Ranking ranking;
  volatile Explanation explanation;
  volatile Scenarios scenarios = Scenarios.NONE;
  volatile Experiments experiments = Experiments.NONE;

  /** What users were answered. */
  final List<ServedSlate> served = new CopyOnWriteArrayList<>();

  volatile Map<Cell, Sums> sums = Map.of();
  volatile Function<UserId, StateAnswer<List<ShownSlate>>> shown =
      user -> new StateAnswer.Absent<>();
  volatile Function<UserId, StateAnswer<KeptProfile>> profiles = user -> new StateAnswer.Absent<>();
  volatile Function<ErasureId, StateAnswer<Erasure>> erasures = id -> new StateAnswer.Absent<>();

  /** What became of people: "erase ann", "merge anon into ann". */
  final List<String> persons = new CopyOnWriteArrayList<>();

  volatile Supplier<CompletableFuture<Void>> personLog =
      () -> CompletableFuture.completedFuture(null);
  volatile Function<Collection<LogPosition>, CompletableFuture<Boolean>> positionsReached =
      positions -> CompletableFuture.completedFuture(true);
  volatile Readiness readiness = () -> new Readiness.State(true, Map.of("broker", "is up"));

  Backend ports() {
    return ports(this, this, this);
  }

  /** The same, but for these. */
  Backend ports(Recommendations recommendations, Catalogue catalogue, ItemLog items) {
    return new Backend(
        recommendations,
        catalogue,
        interaction -> log.append(interaction),
        items,
        new Admission(InteractionTypes.builtIn()),
        () -> readiness.now(),
        new Presets(scenarios, experiments),
        new Impressions(new FakeSlateLog(served), () -> Optional.of("m-1"), () -> sums),
        Clock.fixed(NOW, ZoneOffset.UTC),
        new FakePersons(this),
        positions -> positionsReached.apply(positions));
  }

  /** Notes what is to become of people. */
  private record FakePersons(FakeBackend backend) implements Persons {
    @Override
    public CompletableFuture<Void> erase(UserId user, ErasureId id) {
      backend.persons.add("erase " + user);
      return backend.personLog.get();
    }

    @Override
    public StateAnswer<Erasure> erasure(ErasureId id) {
      return backend.erasures.apply(id);
    }

    @Override
    public CompletableFuture<Void> merge(UserId from, UserId into) {
      backend.persons.add("merge " + from + " into " + into);
      return backend.personLog.get();
    }

    @Override
    public StateAnswer<KeptProfile> profile(UserId user) {
      return backend.profiles.apply(user);
    }

    @Override
    public StateAnswer<List<ShownSlate>> slates(UserId user) {
      return backend.shown.apply(user);
    }
  }

  /** Notes the slates of all users but one, who is not drawn. */
  private record FakeSlateLog(List<ServedSlate> served) implements SlateLog {
    @Override
    public boolean wants(UserId user) {
      return !user.value().equals("not-drawn");
    }

    @Override
    public void note(ServedSlate slate) {
      served.add(slate);
    }
  }

  static SlateItem popular(String item, double score) {
    return new SlateItem(
        new ItemId(item),
        score,
        Layer.POPULARITY,
        new Reason(Reason.Kind.POPULAR, "popular", Optional.empty()),
        Map.of(Layer.POPULARITY, score));
  }

  @Override
  public Slate recommend(SlateRequest request) {
    requests.add(request);
    return slates.apply(request);
  }

  @Override
  public Slate feed(Order order, SlateRequest request) {
    orders.add(order);
    if (order instanceof Order.Trending trending
        && trending.halfLife().filter(FakeBackend::isNotKept).isPresent()) {
      throw new InvalidInputException("half-life", "is not kept; give one of 1h, 24h");
    }
    return recommend(request);
  }

  private static boolean isNotKept(HalfLife halfLife) {
    return halfLife.duration().compareTo(Duration.ofDays(30)) > 0;
  }

  @Override
  public Slate similar(ItemId item, SlateRequest request) {
    return recommend(request);
  }

  @Override
  public Ranking rank(SlateRequest request, List<ItemId> items, int fill) {
    requests.add(request);
    ranked.addAll(items);
    fills.add(fill);
    return ranking;
  }

  @Override
  public Explanation explain(ItemId item, SlateRequest request) {
    requests.add(request);
    return explanation;
  }

  @Override
  public Map<String, Double> tagProfile(UserHistory history) {
    Map<String, Double> tags = new LinkedHashMap<>();
    if (!history.isEmpty()) {
      tags.put("toys", 2.0 / 3);
      tags.put("animation", 1.0 / 3);
    }
    return tags;
  }

  @Override
  public Optional<Item> find(ItemId item) {
    return Optional.ofNullable(items.get(item));
  }

  @Override
  public boolean mayShow(ItemId item) {
    return true;
  }

  @Override
  public List<Item> withTag(String tag, int limit) {
    return List.of();
  }

  @Override
  public List<Item> newest(Optional<ContentType> type, int limit) {
    return List.of();
  }

  @Override
  public int countWithTag(String tag) {
    return 0;
  }

  @Override
  public boolean hasType(ContentType type) {
    return false;
  }

  @Override
  public boolean hasRoomFor(ItemId item) {
    return items.containsKey(item) || items.size() < mostItems;
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public Iterable<Item> all() {
    return items.values();
  }

  @Override
  public CompletableFuture<Void> put(Item item) {
    return itemLog.apply(item);
  }

  @Override
  public CompletableFuture<Void> delete(ItemId item) {
    CompletableFuture<Void> kept = itemLog.apply(Item.of(item, new ContentType("deleted")));
    items.remove(item);
    return kept;
  }
}
