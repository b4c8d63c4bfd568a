package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.ItemId;
import freshet.recommend.Blend.Blended;
import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.CandidateSource.Question;
import freshet.recommend.filter.Asker;
import freshet.recommend.impression.ImpressionReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Answers requests from whatever there is: candidates of all layers are blended, what must not be
 * shown is left out, young items are lifted, like items kept apart. A layer that fails is left out
 * and the others answer; where the catalogue cannot say what may be shown, nothing is.
 *
 * <p>Knows no Kafka and no HTTP; the same code serves requests and is evaluated on logs.
 */
public final class Recommender implements Recommendations {
  /** Of a layer, where a filter may let hardly anything through; an explanation looks thrice. */
  private static final int MOST_LOOKS = 80_000;

  private final HistoryReader histories;
  private final Catalogue catalogue;
  private final List<CandidateSource> sources;
  private final MixtureReader mixture;
  private final Blend blend;
  private final FreshnessBoost freshness;
  private final Mmr diversity;
  private final double fatigue;
  private final ImpressionReader impressions;
  private final Reasons reasons;
  private final NewestItems newest;
  private final PopularItems popular;
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
        ImpressionReader.NONE,
        settings,
        clock,
        onFailure);
  }

  /**
   * A recommender over sources that others may ask, too.
   *
   * @param sources best layer first
   * @param impressions what users were shown, asked only where items are to sink for that
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
      ImpressionReader impressions,
      RecommendSettings settings,
      Clock clock,
      BiConsumer<Layer, RuntimeException> onFailure) {
    this.histories = histories;
    this.catalogue = catalogue;
    this.mixture = mixture;
    this.sources = List.copyOf(sources);
    this.blend = new Blend(catalogue);
    this.freshness = settings.freshness();
    this.diversity = settings.diversity();
    this.fatigue = settings.fatigue();
    this.impressions = impressions;
    this.reasons = new Reasons(catalogue);
    this.newest = new NewestItems(catalogue, reasons);
    this.popular = new PopularItems(reasons);
    this.similar = new SimilarItems(neighbourhood, catalogue, reasons);
    this.trending = new TrendingItems(popularity, reasons);
    this.clock = clock;
    this.onFailure = onFailure;
  }

  @Override
  public Slate recommend(SlateRequest request) {
    return answered(
        problems -> {
          Hearing hearing = hear(request, problems);
          List<SlateItem> items = items(hearing);
          return slate(
              items, problems, shortfall(hearing.request(), hearing.showable(), items.size()));
        });
  }

  /** What is known of whoever asks, and what the layers make of it. */
  private Hearing hear(SlateRequest request, Problems problems) {
    UserHistory history = history(request, problems);
    Asker asker = new Asker(request.user(), clock.instant());
    Showable showable = showable(request, history, asker);
    Wishes wishes = request.wishes();
    return new Hearing(
        request,
        history,
        asker,
        showable,
        opinions(history, showable, wishes.narrow(), problems),
        mixture.mixture(),
        wishes.freshness().isPresent()
            ? new FreshnessBoost(wishes.freshness().getAsDouble(), freshness.until())
            : freshness,
        wishes.diversity().isPresent() ? new Mmr(wishes.diversity().getAsDouble()) : diversity,
        fatigue(request, history, asker, problems),
        problems);
  }

  /** What the user was shown lately and left alone; what they touched elsewhere does not sink. */
  private Fatigue fatigue(
      SlateRequest request, UserHistory history, Asker asker, Problems problems) {
    double strength = request.wishes().fatigue().orElse(fatigue);
    if (strength == 0 || request.user().isEmpty()) {
      return Fatigue.NONE;
    }
    Map<ItemId, Integer> untouched =
        problems.guard(
            Layer.COLLABORATIVE,
            "what the user was shown cannot be read now: reading it failed",
            Map.<ItemId, Integer>of(),
            () -> impressions.untouched(request.user().get(), asker.now()));
    Map<ItemId, Integer> shown = new HashMap<>(untouched);
    history.recent().forEach(touch -> shown.remove(touch.item()));
    history.earlier().forEach(shown::remove);
    return shown.isEmpty() ? Fatigue.NONE : new Fatigue(strength, shown);
  }

  private Showable showable(SlateRequest request, UserHistory history, Asker asker) {
    Set<ItemId> excluded = request.again() ? new HashSet<>(history.hidden()) : history.excluded();
    excluded.addAll(request.exclude());
    Optional<ContentType> type =
        request.type().isPresent() ? request.type() : request.wishes().onlyType();
    return new Showable(catalogue, excluded, type, request.wishes().wanted(asker));
  }

  /** The best of all layers, and the newest where these have too little to say. */
  private List<SlateItem> items(Hearing hearing) {
    int k = hearing.request().k();
    Problems problems = hearing.problems();
    List<Blended> ranked =
        blend.best(
            hearing.opinions(),
            hearing.weights(),
            hearing.showable(),
            hearing,
            hearing.draw(catalogue),
            problems);
    List<SlateItem> items = new ArrayList<>(k);
    apart(ranked, k, hearing.diversity())
        .forEach(blended -> items.add(slateItem(blended, hearing)));
    if (items.size() < k) {
      items.addAll(
          problems.guard(
              Layer.CONTENT,
              "the newest items cannot be read now",
              List.of(),
              () ->
                  newest.behind(
                      items, k, hearing.showable(), hearing.request().wishes().onlyTag())));
    }
    return items;
  }

  private static List<Blended> apart(List<Blended> ranked, int k, Mmr diversity) {
    return diversity.choose(
        ranked, k, Blended::score, (a, b) -> Similarity.between(a.item(), b.item()));
  }

  private UserHistory history(SlateRequest request, Problems problems) {
    if (request.history().isPresent() || request.user().isEmpty()) {
      return request.history().orElse(UserHistory.EMPTY);
    }
    HistoryReader.Answer answer =
        problems.guard(
            Layer.COLLABORATIVE,
            "the user's history cannot be read now: reading it failed",
            new HistoryReader.Known(UserHistory.EMPTY),
            () -> histories.read(request.user().get()));
    if (answer instanceof HistoryReader.Known known) {
      if (known.stale()) {
        problems.add("what the user did last may be missing");
      }
      return known.history();
    }
    // Why is for the operator, who finds it under /health/ready; callers learn no inner names.
    problems.add("the user's history cannot be read now");
    return UserHistory.EMPTY;
  }

  /**
   * What each layer makes of it.
   *
   * @param narrow whether hardly anything may be showable
   */
  private Map<Layer, Opinion> opinions(
      UserHistory history, Showable showable, boolean narrow, Problems problems) {
    Question shared = new Question(history, showable.type(), showable);
    Map<Layer, Opinion> opinions = new EnumMap<>(Layer.class);
    for (CandidateSource source : sources) {
      Question question =
          narrow
              ? new Question(history, showable.type(), new BoundedLook(showable, MOST_LOOKS))
              : shared;
      opinions.put(
          source.layer(),
          problems.guard(source.layer(), CandidateSource.NONE, () -> source.opinion(question)));
    }
    return opinions;
  }

  private SlateItem slateItem(Blended blended, Hearing hearing) {
    Evidence evidence = hearing.opinions().get(blended.witness()).evidence(blended.id());
    return new SlateItem(
        blended.id(),
        blended.score(),
        blended.loudest(),
        reasons.reason(evidence),
        blend.contributions(hearing.opinions(), hearing.weights(), blended));
  }

  /** Why a slate is shorter than asked. */
  private Optional<String> shortfall(SlateRequest request, Showable showable, int length) {
    if (length >= request.k()) {
      return Optional.empty();
    }
    if (showable.type().isPresent() && !catalogue.hasType(showable.type().get())) {
      return Optional.of("no item has the content type \"" + showable.type().get() + "\"");
    }
    boolean anything = showable.excluded().isEmpty() && showable.wanted() == Showable.Wanted.ANY;
    if (length == 0 && anything) {
      return Optional.of("no items and no interactions are known yet");
    }
    String items =
        switch (length) {
          case 0 -> "nothing is";
          case 1 -> "only 1 item is";
          default -> "only " + length + " items are";
        };
    return Optional.of(
        anything ? items + " known yet" : items + " left to show: " + rest(request.wishes()));
  }

  /** What has become of all other items. */
  private static String rest(Wishes wishes) {
    return "the rest was seen, hidden"
        + (wishes.shown().isEmpty() ? " or excluded" : ", excluded or shown before")
        + (wishes.narrow() ? ", or is not what was asked for" : "");
  }

  @Override
  public Slate feed(Order order, SlateRequest request) {
    if (order instanceof Order.ForYou) {
      return recommend(request);
    }
    // Bad input is the caller's to know, whatever else fails.
    int halfLife = order instanceof Order.Trending asked ? trending.index(asked.halfLife()) : 0;
    return answered(
        problems -> {
          UserHistory history = history(request, problems);
          Asker asker = new Asker(request.user(), clock.instant());
          Showable showable = showable(request, history, asker);
          List<SlateItem> items;
          if (order instanceof Order.Trending) {
            // Which type an item is of, the lists say: they may know it before the catalogue does.
            Showable ofAnyType =
                new Showable(catalogue, showable.excluded(), Optional.empty(), showable.wanted());
            items = trending.of(showable.type(), halfLife, request.k(), ofAnyType, problems);
          } else if (order instanceof Order.Popular) {
            items = popular(history, showable, request.k(), problems);
          } else {
            items = newest.behind(List.of(), request.k(), showable, request.wishes().onlyTag());
          }
          return slate(
              items,
              problems,
              order instanceof Order.Trending && showable.excluded().isEmpty()
                  ? nothing(items, "nothing is trending yet")
                  : shortfall(request, showable, items.size()));
        });
  }

  private List<SlateItem> popular(
      UserHistory history, Showable showable, int k, Problems problems) {
    Question question = new Question(history, showable.type(), showable);
    for (CandidateSource source : sources) {
      if (source.layer() == Layer.POPULARITY) {
        return problems.guard(
            Layer.POPULARITY, List.of(), () -> popular.of(source.opinion(question), k, showable));
      }
    }
    return List.of();
  }

  @Override
  public Slate similar(ItemId item, SlateRequest request) {
    return answered(
        problems -> {
          UserHistory history = history(request, problems);
          Showable showable =
              showable(request, history, new Asker(request.user(), clock.instant()));
          List<SlateItem> items = similar.of(item, request.k(), showable, problems);
          return slate(
              items,
              problems,
              nothing(items, "nothing is known yet about what goes with this item"));
        });
  }

  private static Optional<String> nothing(List<SlateItem> items, String sentence) {
    return items.isEmpty() ? Optional.of(sentence) : Optional.empty();
  }

  @Override
  public Ranking rank(SlateRequest request, List<ItemId> items, int fill) {
    if (items.size() > Ranking.MAX_ITEMS) {
      throw new InvalidInputException(
          "items", "holds %d items; give at most %d".formatted(items.size(), Ranking.MAX_ITEMS));
    }
    if (fill < 0 || fill > SlateRequest.MAX_K) {
      throw new InvalidInputException(
          "fill", "is %d; give 0 to %d".formatted(fill, SlateRequest.MAX_K));
    }
    return answered(
        problems -> rank(request, new LinkedHashSet<>(items), fill, problems),
        nothing -> new Ranking(nothing, 0, List.of()));
  }

  private Ranking rank(SlateRequest request, Set<ItemId> own, int fill, Problems problems) {
    // What a list holds that the user knows already is what they may be looking for.
    Hearing hearing = hear(request.again(true), problems);
    Obstacles obstacles =
        new Obstacles(catalogue, hearing.request(), hearing.history(), hearing.asker());
    List<Blended> candidates = new ArrayList<>(own.size());
    List<Ranking.LeftOut> leftOut = new ArrayList<>();
    for (ItemId item : own) {
      obstacles.of(item).stream()
          .findFirst()
          .ifPresentOrElse(
              why -> leftOut.add(new Ranking.LeftOut(item, why)),
              () -> candidates.add(blend.candidate(item)));
    }
    List<SlateItem> items = inOrder(candidates, hearing);
    int kept = items.size();
    if (kept < fill) {
      Set<ItemId> excluded = new HashSet<>(own);
      excluded.addAll(request.exclude());
      items.addAll(items(hear(request.without(excluded).withLength(fill - kept), problems)));
    }
    return new Ranking(slate(items, problems, Optional.empty()), kept, leftOut);
  }

  /** All candidates, those last that nothing speaks for; apart only where that is asked for. */
  private List<SlateItem> inOrder(List<Blended> candidates, Hearing hearing) {
    blend.weigh(hearing.opinions(), hearing.weights(), hearing, candidates, hearing.problems());
    List<Blended> ranked =
        candidates.stream()
            .filter(candidate -> candidate.score() > 0)
            .sorted(Comparator.comparingDouble(Blended::score).reversed())
            .toList();
    List<SlateItem> items = new ArrayList<>(candidates.size());
    (hearing.request().wishes().diversity().isPresent()
            ? apart(ranked, ranked.size(), hearing.diversity())
            : ranked)
        .forEach(blended -> items.add(slateItem(blended, hearing)));
    for (Blended candidate : candidates) {
      if (!(candidate.score() > 0)) {
        items.add(new SlateItem(candidate.id(), 0, Layer.POPULARITY, reasons.unknown(), Map.of()));
      }
    }
    return items;
  }

  @Override
  public Explanation explain(ItemId item, SlateRequest request) {
    return answered(
        problems -> explain(item, hear(request, problems)),
        nothing ->
            new Explanation(
                item,
                false,
                Set.of(),
                OptionalInt.empty(),
                Optional.empty(),
                1,
                List.of(),
                "nothing can be said now",
                true,
                nothing.note()));
  }

  private Explanation explain(ItemId item, Hearing hearing) {
    SlateRequest request = hearing.request();
    Set<Obstacle> obstacles =
        new Obstacles(catalogue, request, hearing.history(), hearing.asker()).of(item);
    OptionalInt rank = obstacles.isEmpty() ? rank(item, hearing) : OptionalInt.empty();
    List<Blended> candidates =
        blend.candidates(
            hearing.opinions(), hearing.showable(), hearing.draw(catalogue), hearing.problems());
    candidates.removeIf(candidate -> candidate.id().equals(item));
    Blended own = blend.candidate(item);
    candidates.add(own);
    blend.weigh(hearing.opinions(), hearing.weights(), hearing, candidates, hearing.problems());
    Optional<SlateItem> opinion =
        own.score() > 0 ? Optional.of(slateItem(own, hearing)) : Optional.empty();
    Slate said = slate(List.of(), hearing.problems(), Optional.empty());
    return new Explanation(
        item,
        own.item().isPresent(),
        obstacles,
        rank,
        opinion,
        hearing.freshness().factor(own.item(), hearing.asker().now()),
        request.wishes().boosts().stream()
            .filter(boost -> boost.items().test(item, own.item(), hearing.asker()))
            .toList(),
        Explaining.sentence(item, obstacles, rank, opinion, request.k()),
        said.degraded(),
        said.note());
  }

  /** An item's place in the slate that was asked for, or in the longest there is. */
  private OptionalInt rank(ItemId item, Hearing hearing) {
    int k = hearing.request().k();
    int place = place(item, items(hearing));
    if (place == 0) {
      // A longer slate is chosen from more, and may have put it into the shorter one's places.
      place = place(item, items(hearing.withLength(SlateRequest.MAX_K)));
      place = place == 0 ? 0 : Math.max(k + 1, place);
    }
    return place == 0 ? OptionalInt.empty() : OptionalInt.of(place);
  }

  /** From 1; 0 if it is not there. */
  private static int place(ItemId item, List<SlateItem> items) {
    return items.stream().map(SlateItem::item).toList().indexOf(item) + 1;
  }

  @Override
  public Map<String, Double> tagProfile(UserHistory history) {
    return TagProfile.of(history, catalogue).weights();
  }

  /** Answers whatever happens; what the layers do not catch is the failure of the catalogue. */
  private <T> T answered(Function<Problems, T> work, Function<Slate, T> failed) {
    Problems problems = new Problems(onFailure);
    try {
      return work.apply(problems);
    } catch (RuntimeException e) {
      problems.report(
          Layer.CONTENT, "the catalogue cannot be read now, so nothing may be shown", e);
      return failed.apply(slate(List.of(), problems, Optional.empty()));
    }
  }

  private Slate answered(Function<Problems, Slate> work) {
    return answered(work, nothing -> nothing);
  }

  private static Slate slate(List<SlateItem> items, Problems problems, Optional<String> shortfall) {
    List<String> sentences = new ArrayList<>(problems.sentences());
    shortfall.ifPresent(sentences::add);
    return new Slate(
        items,
        problems.any(),
        sentences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", sentences)));
  }
}
