package freshet.recommend;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.CandidateSource.Question;
import freshet.recommend.Neighbourhood.Neighbour;
import freshet.recommend.Popularity.Popular;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Answers requests from whatever there is: candidates of all layers are blended, what must not be
 * shown is left out, young items are lifted, like items kept apart. A layer that fails is left out
 * and the others answer.
 *
 * <p>Knows no Kafka and no HTTP; the same code serves requests and is evaluated on logs.
 */
public final class Recommender implements Recommendations {
  /** Candidates that diversity chooses from, per item wanted. */
  private static final int POOL_PER_ITEM = 3;

  private static final int SMALLEST_POOL = 50;

  private final HistoryReader histories;
  private final Catalogue catalogue;
  private final Neighbourhood neighbourhood;
  private final Popularity popularity;
  private final List<CandidateSource> sources;
  private final RecommendSettings settings;
  private final Reasons reasons;
  private final Clock clock;
  private final BiConsumer<Layer, RuntimeException> onFailure;

  /**
   * @param clock decides how old an item is; nothing else depends on it
   * @param onFailure told when a layer could not answer
   */
  public Recommender(
      HistoryReader histories,
      Catalogue catalogue,
      Neighbourhood neighbourhood,
      Popularity popularity,
      RecommendSettings settings,
      Clock clock,
      BiConsumer<Layer, RuntimeException> onFailure) {
    this.histories = histories;
    this.catalogue = catalogue;
    this.neighbourhood = neighbourhood;
    this.popularity = popularity;
    this.settings = settings;
    this.reasons = new Reasons(catalogue);
    this.clock = clock;
    this.onFailure = onFailure;
    this.sources = sources(catalogue, neighbourhood, popularity, settings);
  }

  /** The sources of all layers, best layer first. */
  public static List<CandidateSource> sources(
      Catalogue catalogue,
      Neighbourhood neighbourhood,
      Popularity popularity,
      RecommendSettings settings) {
    return List.of(
        new NeighbourSource(neighbourhood, settings.recent(), settings.shrinkage()),
        new TagSource(catalogue),
        new PopularSource(popularity, settings.halfLifeMixture()));
  }

  @Override
  public Slate recommend(SlateRequest request) {
    List<String> problems = new ArrayList<>();
    UserHistory history = history(request, problems);
    Set<ItemId> excluded = request.again() ? new HashSet<>(history.hidden()) : history.excluded();
    excluded.addAll(request.exclude());
    Predicate<ItemId> allowed =
        item ->
            !excluded.contains(item)
                && catalogue.mayShow(item)
                && (request.type().isEmpty()
                    || catalogue.find(item).map(Item::type).equals(request.type()));

    Map<Layer, Opinion> opinions = opinions(new Question(history, request.type()), problems);
    List<Scored> ranked = rank(opinions, allowed);
    List<Scored> chosen =
        settings
            .diversity()
            .choose(
                ranked.subList(0, Math.min(ranked.size(), pool(request.k()))),
                request.k(),
                Scored::score,
                Recommender::similarity);
    List<SlateItem> items = new ArrayList<>(request.k());
    chosen.forEach(scored -> items.add(scored.toSlateItem(opinions, reasons)));
    fillUp(items, request, allowed);
    return new Slate(items, !problems.isEmpty(), note(items, request, problems));
  }

  private static int pool(int k) {
    return Math.max(SMALLEST_POOL, POOL_PER_ITEM * k);
  }

  private UserHistory history(SlateRequest request, List<String> problems) {
    HistoryReader.Answer answer;
    try {
      answer = histories.read(request.user());
    } catch (RuntimeException e) {
      onFailure.accept(Layer.COLLABORATIVE, e);
      answer = new HistoryReader.Unavailable("reading it failed");
    }
    if (answer instanceof HistoryReader.Known known) {
      return known.history();
    }
    problems.add(
        "the user's history cannot be read now: " + ((HistoryReader.Unavailable) answer).why());
    return UserHistory.EMPTY;
  }

  private Map<Layer, Opinion> opinions(Question question, List<String> problems) {
    Map<Layer, Opinion> opinions = new EnumMap<>(Layer.class);
    for (CandidateSource source : sources) {
      try {
        opinions.put(source.layer(), source.opinion(question));
      } catch (RuntimeException e) {
        onFailure.accept(source.layer(), e);
        problems.add("the " + source.layer().label() + " layer failed");
      }
    }
    return opinions;
  }

  /** An allowed candidate with what each layer gives it. */
  private record Scored(
      ItemId id, Optional<Item> item, double score, Map<Layer, Double> contributions) {

    SlateItem toSlateItem(Map<Layer, Opinion> opinions, Reasons reasons) {
      Layer loudest =
          contributions.entrySet().stream()
              .max(Map.Entry.comparingByValue())
              .orElseThrow()
              .getKey();
      return new SlateItem(
          id, score, loudest, reasons.reason(opinions.get(loudest).evidence(id)), contributions);
    }
  }

  private static double similarity(Scored a, Scored b) {
    return a.item().isPresent() && b.item().isPresent()
        ? Similarity.between(a.item().get(), b.item().get())
        : 0;
  }

  private List<Scored> rank(Map<Layer, Opinion> opinions, Predicate<ItemId> allowed) {
    Set<ItemId> candidates = new LinkedHashSet<>();
    opinions.values().forEach(opinion -> candidates.addAll(opinion.candidates()));
    Instant now = clock.instant();
    List<Scored> ranked = new ArrayList<>(candidates.size());
    for (ItemId id : candidates) {
      if (!allowed.test(id)) {
        continue;
      }
      Map<Layer, Double> contributions = new EnumMap<>(Layer.class);
      double sum = 0;
      for (Map.Entry<Layer, Opinion> opinion : opinions.entrySet()) {
        double given = settings.layers().get(opinion.getKey()) * opinion.getValue().score(id);
        if (given > 0) {
          contributions.put(opinion.getKey(), given);
          sum += given;
        }
      }
      if (sum > 0) {
        Optional<Item> item = catalogue.find(id);
        ranked.add(
            new Scored(id, item, sum * settings.freshness().factor(item, now), contributions));
      }
    }
    ranked.sort(
        Comparator.comparingDouble(Scored::score)
            .reversed()
            .thenComparing(scored -> scored.id().value()));
    return ranked;
  }

  /** Where the layers have too little to say, the newest items follow, behind all others. */
  private void fillUp(List<SlateItem> items, SlateRequest request, Predicate<ItemId> allowed) {
    if (items.size() >= request.k()) {
      return;
    }
    Set<ItemId> present = new HashSet<>();
    items.forEach(item -> present.add(item.item()));
    double least = items.stream().mapToDouble(SlateItem::score).min().orElse(1);
    int asked = request.k();
    int offered;
    do {
      asked *= 4;
      List<Item> newest = catalogue.newest(request.type(), asked);
      offered = newest.size();
      for (Item item : newest) {
        if (items.size() < request.k() && allowed.test(item.id()) && present.add(item.id())) {
          least /= 2;
          items.add(
              new SlateItem(
                  item.id(),
                  least,
                  Layer.POPULARITY,
                  reasons.reason(new Evidence.New(Optional.of(item.type()))),
                  Map.of()));
        }
      }
    } while (items.size() < request.k() && offered == asked);
  }

  private Optional<String> note(
      List<SlateItem> items, SlateRequest request, List<String> problems) {
    List<String> sentences = new ArrayList<>(problems);
    if (items.size() < request.k()) {
      if (request.type().isPresent() && !catalogue.hasType(request.type().get())) {
        sentences.add("no item has the content type \"" + request.type().get() + "\"");
      } else if (catalogue.size() == 0 && popularity.tops().isEmpty()) {
        sentences.add("no items and no interactions are known yet");
      } else {
        sentences.add(
            "only %d items are left to show: the rest was seen, hidden or excluded"
                .formatted(items.size()));
      }
    }
    return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", sentences));
  }

  @Override
  public Slate similar(ItemId item, int k) {
    checkLength(k);
    List<SlateItem> items = new ArrayList<>(k);
    Set<ItemId> present = new HashSet<>(Set.of(item));
    for (Neighbour neighbour : neighbourhood.of(item).neighbours()) {
      if (items.size() < k
          && catalogue.mayShow(neighbour.item())
          && present.add(neighbour.item())) {
        items.add(
            new SlateItem(
                neighbour.item(),
                neighbour.probability(),
                Layer.COLLABORATIVE,
                reasons.reason(new Evidence.Follows(item)),
                Map.of(Layer.COLLABORATIVE, neighbour.probability())));
      }
    }
    if (items.size() < k) {
      alikeByContent(item, k - items.size(), present).forEach(items::add);
    }
    Optional<String> note =
        items.isEmpty()
            ? Optional.of("nothing is known yet about what goes with this item")
            : Optional.empty();
    return new Slate(items, false, note);
  }

  private List<SlateItem> alikeByContent(ItemId id, int most, Set<ItemId> present) {
    Optional<Item> item = catalogue.find(id);
    if (item.isEmpty()) {
      return List.of();
    }
    Map<ItemId, Item> candidates = new LinkedHashMap<>();
    for (String tag : item.get().tags()) {
      catalogue
          .withTag(tag, SlateRequest.MAX_K)
          .forEach(other -> candidates.putIfAbsent(other.id(), other));
    }
    candidates.keySet().removeAll(present);
    return candidates.values().stream()
        .sorted(Comparator.<Item>comparingDouble(other -> -Similarity.between(item.get(), other)))
        .limit(most)
        .map(
            other -> {
              double similarity = Similarity.between(item.get(), other);
              String shared =
                  item.get().tags().stream()
                      .filter(other.tags()::contains)
                      .findFirst()
                      .orElseThrow();
              return new SlateItem(
                  other.id(),
                  similarity,
                  Layer.CONTENT,
                  reasons.reason(new Evidence.Tagged(shared)),
                  Map.of(Layer.CONTENT, similarity));
            })
        .toList();
  }

  @Override
  public Slate trending(Optional<ContentType> type, Optional<HalfLife> halfLife, int k) {
    checkLength(k);
    List<HalfLife> kept = popularity.halfLives();
    int index = halfLife.map(kept::indexOf).orElse(0);
    if (index < 0 || index == kept.size() - 1) {
      throw new InvalidInputException(
          "half-life",
          "is not kept; give one of "
              + String.join(
                  ", ",
                  kept.subList(0, kept.size() - 1).stream()
                      .map(one -> one.duration().toString())
                      .toList()));
    }
    List<SlateItem> items = new ArrayList<>();
    popularity
        .tops()
        .forEach(
            (listType, populars) -> {
              if (type.isEmpty() || listType.equals(type)) {
                populars.forEach(popular -> trend(popular, index, listType).ifPresent(items::add));
              }
            });
    items.sort(
        Comparator.comparingDouble(SlateItem::score)
            .reversed()
            .thenComparing(item -> item.item().value()));
    List<SlateItem> best = items.subList(0, Math.min(k, items.size()));
    Optional<String> note =
        best.isEmpty() ? Optional.of("nothing is trending yet") : Optional.empty();
    return new Slate(best, false, note);
  }

  /**
   * Trend: the item's share by the half-life, times its growth, which is that share's part of
   * itself and the share by the next longer half-life: 1/2 where both are equal, near 1 for what
   * surges.
   */
  private Optional<SlateItem> trend(Popular popular, int index, Optional<ContentType> type) {
    double now = popular.shares().get(index);
    double before = popular.shares().get(index + 1);
    if (now <= 0 || !catalogue.mayShow(popular.item())) {
      return Optional.empty();
    }
    double score = now * now / (now + before);
    return Optional.of(
        new SlateItem(
            popular.item(),
            score,
            Layer.POPULARITY,
            reasons.reason(new Evidence.Popular(type)),
            Map.of(Layer.POPULARITY, score)));
  }

  @Override
  public Map<String, Double> tagProfile(UserHistory history) {
    return TagProfile.of(history, catalogue).weights();
  }

  private static void checkLength(int k) {
    if (k < 1 || k > SlateRequest.MAX_K) {
      throw new InvalidInputException("k", "is " + k + "; give 1 to " + SlateRequest.MAX_K);
    }
  }
}
