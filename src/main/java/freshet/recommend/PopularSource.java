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

/**
 * Popularity: what everybody touches, as a mixture of shares by several half-lives. It needs
 * nothing to be known about the user.
 */
public final class PopularSource implements CandidateSource {
  /** At least {@link SlateRequest#MAX_K}, so that popularity alone can fill any slate. */
  private static final int PROPOSED = 250;

  private final Popularity popularity;
  private final MixtureReader mixture;
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

  /** Lists and weights change about once a second, requests come a thousand times as often. */
  private Ranking current() {
    Map<Optional<ContentType>, List<Popular>> tops = popularity.tops();
    List<Double> weights = mixture.mixture().halfLives();
    Ranking known = ranking;
    if (known.of() != tops || known.weights() != weights) {
      known = Ranking.of(tops, weights);
      ranking = known;
    }
    return known;
  }

  /** Where an item stands: the type under whose list it is, its score and what that is made of. */
  private record Standing(Optional<ContentType> type, double score, List<Double> shares) {}

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

    static Ranking of(Map<Optional<ContentType>, List<Popular>> tops, List<Double> mixture) {
      Map<ItemId, Standing> standings = new HashMap<>();
      tops.forEach(
          (type, items) ->
              items.forEach(
                  item -> {
                    double score = score(item, mixture);
                    if (score > 0) {
                      standings.merge(
                          item.item(), new Standing(type, score, item.shares()), Ranking::better);
                    }
                  }));
      Map<Optional<ContentType>, List<ItemId>> bestByType = new HashMap<>();
      tops.forEach(
          (type, items) ->
              bestByType.put(type, best(items.stream().map(Popular::item).toList(), standings)));
      return new Ranking(
          tops, mixture, standings, bestByType, best(List.copyOf(standings.keySet()), standings));
    }

    private static double score(Popular item, List<Double> mixture) {
      double score = 0;
      for (int i = 0; i < mixture.size(); i++) {
        score += mixture.get(i) * item.shares().get(i);
      }
      return Math.min(1, score);
    }

    /** An item is on two lists for a moment when the site has changed its type. */
    private static Standing better(Standing a, Standing b) {
      int order =
          Comparator.comparingDouble(Standing::score)
              .thenComparing(standing -> standing.type().map(ContentType::value).orElse(""))
              .compare(a, b);
      return order >= 0 ? a : b;
    }

    private static List<ItemId> best(List<ItemId> items, Map<ItemId, Standing> standings) {
      return items.stream()
          .filter(standings::containsKey)
          .distinct()
          .sorted(
              Comparator.<ItemId>comparingDouble(item -> -standings.get(item).score())
                  .thenComparing(ItemId::value))
          .toList();
    }
  }

  private record PopularOpinion(Ranking ranking, Question question) implements Opinion {
    /**
     * A user may have seen all that is popular; so it is the best of the rest that are proposed.
     */
    @Override
    public List<ItemId> candidates() {
      List<ItemId> best =
          question.type().isPresent()
              ? ranking.bestByType().getOrDefault(question.type(), List.of())
              : ranking.best();
      List<ItemId> proposed = new ArrayList<>(PROPOSED);
      for (ItemId item : best) {
        if (proposed.size() == PROPOSED) {
          break;
        }
        if (question.allowed().test(item)) {
          proposed.add(item);
        }
      }
      return proposed;
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
