package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.ItemId;
import freshet.recommend.Popularity.Popular;
import java.util.ArrayList;
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
  private static final int PROPOSED = 250;

  private final Popularity popularity;
  private final List<Double> mixture;
  private volatile Ranking ranking;

  /**
   * @param mixture weight of each half-life that is kept, in the same order; summing to 1
   */
  public PopularSource(Popularity popularity, List<Double> mixture) {
    if (mixture.size() != popularity.halfLives().size()) {
      throw new IllegalArgumentException(
          "there are %d weights for %d half-lives"
              .formatted(mixture.size(), popularity.halfLives().size()));
    }
    this.popularity = popularity;
    this.mixture = List.copyOf(mixture);
    this.ranking = Ranking.of(Map.of(), this.mixture);
  }

  @Override
  public Layer layer() {
    return Layer.POPULARITY;
  }

  @Override
  public Opinion opinion(Question question) {
    Ranking now = current();
    return new PopularOpinion(now, question.type());
  }

  /** Lists change about once a second, requests come a thousand times as often. */
  private Ranking current() {
    Map<Optional<ContentType>, List<Popular>> tops = popularity.tops();
    Ranking known = ranking;
    if (known.of() != tops) {
      known = Ranking.of(tops, mixture);
      ranking = known;
    }
    return known;
  }

  /** What follows from one state of the lists. */
  private record Ranking(
      Map<Optional<ContentType>, List<Popular>> of,
      Map<ItemId, Double> scores,
      Map<ItemId, Optional<ContentType>> types,
      Map<Optional<ContentType>, List<ItemId>> bestByType,
      List<ItemId> best) {

    static Ranking of(Map<Optional<ContentType>, List<Popular>> tops, List<Double> mixture) {
      Map<ItemId, Double> scores = new HashMap<>();
      Map<ItemId, Optional<ContentType>> types = new HashMap<>();
      tops.forEach(
          (type, items) ->
              items.forEach(
                  item -> {
                    scores.put(item.item(), score(item, mixture));
                    types.put(item.item(), type);
                  }));
      Map<Optional<ContentType>, List<ItemId>> bestByType = new HashMap<>();
      tops.forEach(
          (type, items) ->
              bestByType.put(type, best(items.stream().map(Popular::item).toList(), scores)));
      return new Ranking(
          tops, scores, types, bestByType, best(new ArrayList<>(scores.keySet()), scores));
    }

    private static double score(Popular item, List<Double> mixture) {
      double score = 0;
      for (int i = 0; i < mixture.size(); i++) {
        score += mixture.get(i) * item.shares().get(i);
      }
      return score;
    }

    private static List<ItemId> best(List<ItemId> items, Map<ItemId, Double> scores) {
      return items.stream()
          .sorted(
              Comparator.<ItemId>comparingDouble(item -> -scores.get(item))
                  .thenComparing(ItemId::value))
          .limit(PROPOSED)
          .toList();
    }
  }

  private record PopularOpinion(Ranking ranking, Optional<ContentType> type) implements Opinion {
    @Override
    public List<ItemId> candidates() {
      return type.isPresent() ? ranking.bestByType().getOrDefault(type, List.of()) : ranking.best();
    }

    @Override
    public double score(ItemId item) {
      return ranking.scores().getOrDefault(item, 0.0);
    }

    @Override
    public Evidence evidence(ItemId item) {
      return new Evidence.Popular(ranking.types().getOrDefault(item, Optional.empty()));
    }
  }
}
