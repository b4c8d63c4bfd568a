package freshet.recommend;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.Blend.Blended;
import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.CandidateSource.Question;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Answers requests from whatever there is: candidates of all layers are blended, what must not be
 * shown is left out, young items are lifted, like items kept apart. A layer that fails is left out
 * and the others answer; where the catalogue cannot say what may be shown, nothing is.
 *
 * <p>Knows no Kafka and no HTTP; the same code serves requests and is evaluated on logs.
 */
public final class Recommender implements Recommendations {
  /** Candidates that diversity chooses from, per item wanted. */
  private static final int POOL_PER_ITEM = 3;

  private static final int SMALLEST_POOL = 50;

  private final HistoryReader histories;
  private final Catalogue catalogue;
  private final List<CandidateSource> sources;
  private final MixtureReader mixture;
  private final Blend blend;
  private final Mmr diversity;
  private final Reasons reasons;
  private final SimilarItems similar;
  private final TrendingItems trending;
  private final Clock clock;
  private final BiConsumer<Layer, RuntimeException> onFailure;

  /** A recommender without a model, whose mixture stays as it is set. */
  public Recommender(
      HistoryReader histories,
      Catalogue catalogue,
      Neighbourhood neighbourhood,
      Popularity popularity,
      RecommendSettings settings,
      Clock clock,
      BiConsumer<Layer, RuntimeException> onFailure) {
    this(
        histories,
        catalogue,
        neighbourhood,
        popularity,
        fixed(settings.mixture()),
        Optional.empty(),
        settings,
        clock,
        onFailure);
  }

  private static MixtureReader fixed(Mixture mixture) {
    return () -> mixture;
  }

  /**
   * A recommender whose mixture may change, with a model perhaps.
   *
   * @param model a further source, asked before the others; its opinions bring a {@link Pool}
   */
  public Recommender(
      HistoryReader histories,
      Catalogue catalogue,
      Neighbourhood neighbourhood,
      Popularity popularity,
      MixtureReader mixture,
      Optional<CandidateSource> model,
      RecommendSettings settings,
      Clock clock,
      BiConsumer<Layer, RuntimeException> onFailure) {
    this(
        histories,
        catalogue,
        neighbourhood,
        popularity,
        mixture,
        Stream.concat(
                model.stream(),
                Sources.over(catalogue, neighbourhood, popularity, mixture, settings.neighbours())
                    .all()
                    .stream())
            .toList(),
        settings,
        clock,
        onFailure);
  }

  /**
   * A recommender over sources that others may ask, too.
   *
   * @param sources best layer first
   * @param clock decides how old an item is; nothing else depends on it
   * @param onFailure told when a layer could not answer
   */
  public Recommender(
      HistoryReader histories,
      Catalogue catalogue,
      Neighbourhood neighbourhood,
      Popularity popularity,
      MixtureReader mixture,
      List<CandidateSource> sources,
      RecommendSettings settings,
      Clock clock,
      BiConsumer<Layer, RuntimeException> onFailure) {
    this.histories = histories;
    this.catalogue = catalogue;
    this.mixture = mixture;
    this.sources = List.copyOf(sources);
    this.blend = new Blend(catalogue, settings.freshness());
    this.diversity = settings.diversity();
    this.reasons = new Reasons(catalogue);
    this.similar = new SimilarItems(neighbourhood, catalogue, reasons);
    this.trending = new TrendingItems(popularity, catalogue, reasons);
    this.clock = clock;
    this.onFailure = onFailure;
  }

  @Override
  public Slate recommend(SlateRequest request) {
    return answered(problems -> recommend(request, problems));
  }

  private Slate recommend(SlateRequest request, Problems problems) {
    UserHistory history = history(request, problems);
    Set<ItemId> excluded = request.again() ? new HashSet<>(history.hidden()) : history.excluded();
    excluded.addAll(request.exclude());
    Showable showable = new Showable(catalogue, excluded, request.type());
    Map<Layer, Opinion> opinions =
        opinions(new Question(history, request.type(), showable), problems);
    Mixture weights = mixture.mixture();
    int pool = Math.max(SMALLEST_POOL, POOL_PER_ITEM * request.k());
    List<Blended> ranked = blend.best(opinions, weights, showable, clock.instant(), pool, problems);
    List<Blended> chosen =
        diversity.choose(
            ranked, request.k(), Blended::score, (a, b) -> Similarity.between(a.item(), b.item()));
    List<SlateItem> items = new ArrayList<>(request.k());
    chosen.forEach(blended -> items.add(slateItem(blended, opinions, weights)));
    if (items.size() < request.k()) {
      items.addAll(
          problems.guard(
              Layer.CONTENT,
              "the newest items cannot be read now",
              List.of(),
              () -> fillUp(items, request, showable)));
    }
    return slate(items, problems, shortfall(request, items.size(), excluded.isEmpty()));
  }

  private UserHistory history(SlateRequest request, Problems problems) {
    HistoryReader.Answer answer =
        problems.guard(
            Layer.COLLABORATIVE,
            "the user's history cannot be read now: reading it failed",
            new HistoryReader.Known(UserHistory.EMPTY),
            () -> histories.read(request.user()));
    if (answer instanceof HistoryReader.Known known) {
      return known.history();
    }
    // Why is for the operator, who finds it under /health/ready; callers learn no inner names.
    problems.add("the user's history cannot be read now");
    return UserHistory.EMPTY;
  }

  private Map<Layer, Opinion> opinions(Question question, Problems problems) {
    Map<Layer, Opinion> opinions = new EnumMap<>(Layer.class);
    for (CandidateSource source : sources) {
      opinions.put(
          source.layer(),
          problems.guard(source.layer(), CandidateSource.NONE, () -> source.opinion(question)));
    }
    return opinions;
  }

  private SlateItem slateItem(Blended blended, Map<Layer, Opinion> opinions, Mixture weights) {
    Evidence evidence = opinions.get(blended.witness()).evidence(blended.id());
    return new SlateItem(
        blended.id(),
        blended.score(),
        blended.loudest(),
        reasons.reason(evidence),
        blend.contributions(opinions, weights, blended));
  }

  /** Where the layers have too little to say, the newest items follow, behind all others. */
  private List<SlateItem> fillUp(List<SlateItem> items, SlateRequest request, Showable showable) {
    int missing = request.k() - items.size();
    double least = items.stream().mapToDouble(SlateItem::score).min().orElse(1);
    List<SlateItem> filling = new ArrayList<>(missing);
    for (Item item : newest(items, missing, request, showable)) {
      filling.add(
          new SlateItem(
              item.id(),
              least * (missing - filling.size()) / (missing + 1),
              Layer.POPULARITY,
              reasons.reason(new Evidence.New(Optional.of(item.type()))),
              Map.of()));
    }
    return filling;
  }

  /**
   * The newest items that may be shown and are not yet; looks further back until there are enough.
   */
  private List<Item> newest(
      List<SlateItem> items, int missing, SlateRequest request, Showable showable) {
    Set<ItemId> present = new HashSet<>();
    items.forEach(item -> present.add(item.item()));
    List<Item> newest = new ArrayList<>(missing);
    int looked = 0;
    int asked = request.k();
    do {
      asked *= 4;
      List<Item> offered = catalogue.newest(request.type(), asked);
      for (Item item : offered.subList(Math.min(looked, offered.size()), offered.size())) {
        if (newest.size() < missing && showable.test(item.id()) && present.add(item.id())) {
          newest.add(item);
        }
      }
      looked = offered.size();
    } while (newest.size() < missing && looked == asked);
    return newest;
  }

  /** Why a slate is shorter than asked. */
  private Optional<String> shortfall(SlateRequest request, int length, boolean nothingExcluded) {
    if (length >= request.k()) {
      return Optional.empty();
    }
    if (request.type().isPresent() && !catalogue.hasType(request.type().get())) {
      return Optional.of("no item has the content type \"" + request.type().get() + "\"");
    }
    if (length == 0 && nothingExcluded) {
      return Optional.of("no items and no interactions are known yet");
    }
    String items =
        switch (length) {
          case 0 -> "nothing is";
          case 1 -> "only 1 item is";
          default -> "only " + length + " items are";
        };
    return Optional.of(
        nothingExcluded
            ? items + " known yet"
            : items + " left to show: the rest was seen, hidden or excluded");
  }

  @Override
  public Slate similar(ItemId item, int k) {
    checkLength(k);
    return answered(
        problems -> {
          List<SlateItem> items = similar.of(item, k, problems);
          return slate(
              items,
              problems,
              nothing(items, "nothing is known yet about what goes with this item"));
        });
  }

  @Override
  public Slate trending(Optional<ContentType> type, Optional<HalfLife> halfLife, int k) {
    checkLength(k);
    int index = trending.index(halfLife);
    return answered(
        problems -> {
          List<SlateItem> items = trending.of(type, index, k, problems);
          return slate(items, problems, nothing(items, "nothing is trending yet"));
        });
  }

  private static Optional<String> nothing(List<SlateItem> items, String sentence) {
    return items.isEmpty() ? Optional.of(sentence) : Optional.empty();
  }

  @Override
  public Map<String, Double> tagProfile(UserHistory history) {
    return TagProfile.of(history, catalogue).weights();
  }

  /** The work behind one answer. */
  private interface Work {
    Slate slate(Problems problems);
  }

  /** Answers whatever happens; what the layers do not catch is the failure of the catalogue. */
  private Slate answered(Work work) {
    Problems problems = new Problems(onFailure);
    try {
      return work.slate(problems);
    } catch (RuntimeException e) {
      problems.report(
          Layer.CONTENT, "the catalogue cannot be read now, so nothing may be shown", e);
      return slate(List.of(), problems, Optional.empty());
    }
  }

  private static Slate slate(List<SlateItem> items, Problems problems, Optional<String> shortfall) {
    List<String> sentences = new ArrayList<>(problems.sentences());
    shortfall.ifPresent(sentences::add);
    return new Slate(
        items,
        problems.any(),
        sentences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", sentences)));
  }

  private static void checkLength(int k) {
    if (k < 1 || k > SlateRequest.MAX_K) {
      throw new InvalidInputException("k", "is " + k + "; give 1 to " + SlateRequest.MAX_K);
    }
  }
}
