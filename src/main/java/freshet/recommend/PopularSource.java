package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.ItemId;
import freshet.recommend.Popularity.Popular;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Popularity: what everybody touches, as a mixture of shares by several half-lives. It needs
 * nothing to be known about the user.
 */
public final class PopularSource implements CandidateSource {
  private final Popularity popularity;
  private final MixtureReader mixture;
  private final ReentrantLock updating = new ReentrantLock();
  private volatile Ranking ranking;

  /**
   * @param mixture has a weight for each half-life that is kept, in the same order
   */
  public PopularSource(Popularity popularity, MixtureReader mixture) {
    List<Double> weights = mixture.mixture().halfLives();
    if (weights.size() != popularity.halfLives().size()) {
      throw new IllegalArgumentException(
          "there are %d weights for %d half-lives"
              .formatted(weights.size(), popularity.halfLives().size()));
    }
    this.popularity = popularity;
    this.mixture = mixture;
    this.ranking = Ranking.of(Map.of(), weights);
  }

  @Override
  public Layer layer() {
    return Layer.POPULARITY;
  }

  @Override
  public Opinion opinion(Question question) {
    return new PopularOpinion(current(), question);
  }

  /** The share of an item by each half-life; all 0 for one that is on no list. */
  List<Double> shares(ItemId item) {
    Standing standing = current().standings().get(item);
    return standing == null
        ? Collections.nCopies(popularity.halfLives().size(), 0.0)
        : standing.shares();
  }

  /**
   * Lists and weights change a few times a second, requests come a hundred times as often: one of
   * them brings the ranking up to date, the others take it as it was a moment ago.
   */
  private Ranking current() {
    Map<Optional<ContentType>, List<Popular>> tops = popularity.tops();
    List<Double> weights = mixture.mixture().halfLives();
    Ranking known = ranking;
    if (known.isOf(tops, weights) || !updating.tryLock()) {
      return known;
    }
    try {
      known = ranking;
      if (!known.isOf(tops, weights)) {
        known = Ranking.of(tops, weights);
        ranking = known;
      }
      return known;
    } finally {
      updating.unlock();
    }
  }

  /** Where an item stands: the type under whose list it is, its score and what that is made of. */
  private record Standing(
      ItemId item, Optional<ContentType> type, double score, List<Double> shares) {
    static final Comparator<Standing> BEST_FIRST =
        Comparator.<Standing>comparingDouble(standing -> -standing.score())
            .thenComparing(standing -> standing.item().value());

    /** An item is on two lists for a moment when the site has changed its type. */
    static Standing better(Standing a, Standing b) {
      int order =
          Comparator.comparingDouble(Standing::score)
              .thenComparing(standing -> standing.type().map(ContentType::value).orElse(""))
              .compare(a, b);
      return order >= 0 ? a : b;
    }
  }

  /**
   * What follows from one state of the lists.
   *
   * @param of the lists
   * @param weights of the half-lives
   * @param standings of every item with a score above 0
   * @param bestByType the items of each list, best first
   * @param best all items, best first
   */
  private record Ranking(
      Map<Optional<ContentType>, List<Popular>> of,
      List<Double> weights,
      Map<ItemId, Standing> standings,
      Map<Optional<ContentType>, List<ItemId>> bestByType,
      List<ItemId> best) {

    static Ranking of(Map<Optional<ContentType>, List<Popular>> tops, List<Double> weights) {
      Map<ItemId, Standing> standings = new HashMap<>();
      tops.forEach(
          (type, items) -> {
            for (Popular item : items) {
              double score = score(item, weights);
              if (score > 0) {
                standings.merge(
                    item.item(),
                    new Standing(item.item(), type, score, item.shares()),
                    Standing::better);
              }
            }
          });
      List<ItemId> best = new ArrayList<>(standings.size());
      Map<Optional<ContentType>, List<ItemId>> bestByType = new HashMap<>();
      standings.values().stream()
          .sorted(Standing.BEST_FIRST)
          .forEach(
              standing -> {
                best.add(standing.item());
                bestByType
                    .computeIfAbsent(standing.type(), type -> new ArrayList<>())
                    .add(standing.item());
              });
      return new Ranking(tops, weights, standings, bestByType, best);
    }

    boolean isOf(Map<Optional<ContentType>, List<Popular>> tops, List<Double> current) {
      return of == tops && weights == current;
    }

    private static double score(Popular item, List<Double> weights) {
      double score = 0;
      for (int i = 0; i < weights.size(); i++) {
        score += weights.get(i) * item.shares().get(i);
      }
      return Math.min(1, score);
    }
  }

  private record PopularOpinion(Ranking ranking, Question question) implements Opinion {
    @Override
    public Iterable<ItemId> candidates() {
      return question.type().isPresent()
          ? ranking.bestByType().getOrDefault(question.type(), List.of())
          : ranking.best();
    }

    @Override
    public double score(ItemId item) {
      Standing standing = ranking.standings().get(item);
      return standing == null ? 0 : standing.score();
    }

    @Override
    public Evidence evidence(ItemId item) {
      Standing standing = ranking.standings().get(item);
      return standing == null ? NONE.evidence(item) : new Evidence.Popular(standing.type());
    }
  }
}
