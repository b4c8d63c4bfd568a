package freshet.evaluate;

import freshet.catalog.ItemIndex;
import freshet.evaluate.Evaluation.Plan;
import freshet.event.Interaction;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.CandidateSource;
import freshet.recommend.Evidence;
import freshet.recommend.Layer;
import freshet.recommend.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses how a model is joined with the other layers, and judges it: of all pools the one whose
 * ladder foresees held-out cases best, against the ladder without a model and the one with the
 * model that serves.
 */
public final class PoolSearch {
  /** The ladder without a model. */
  public static final String WITHOUT = "without";

  /** The ladder with the model that serves. */
  public static final String LIVE = "live";

  private static final List<Double> EXPONENTS =
      List.of(0.0, 0.4, 0.7, 1.0, 1.4, 2.0, 3.0, 5.0, 10.0);
  private static final List<Double> FLOORS = List.of(0.01, 0.1);

  private final EvaluatedLog log;
  private final Plan plan;
  private final ReplaySettings settings;
  private final int most;

  /**
   * A search on one log.
   *
   * @param plan its cases are those that the candidate has not learned
   * @param most cases at most
   */
  public PoolSearch(EvaluatedLog log, Plan plan, ReplaySettings settings, int most) {
    this.log = log;
    this.plan = plan;
    this.settings = settings;
    this.most = most;
  }

  /**
   * What was found.
   *
   * @param pool the best
   * @param ladder quality of the ladder with the candidate and this pool
   * @param others quality of the ladders it is to be compared with, by {@link #WITHOUT} and {@link
   *     #LIVE}
   */
  public record Result(Pool pool, Quality ladder, Map<String, Quality> others) {}

  /** Searches. */
  public Result search(
      EvaluatedModel candidate, Optional<EvaluatedModel> live, EvaluationListener listener) {
    Map<String, Pool> pools = new LinkedHashMap<>();
    for (double exponent : EXPONENTS) {
      for (double floor : FLOORS) {
        Pool pool = new Pool(exponent, floor);
        pools.put(pool.toString(), pool);
      }
    }
    Map<String, Optional<EvaluatedModel>> contenders = new LinkedHashMap<>();
    pools.forEach((name, pool) -> contenders.put(name, Optional.of(repooled(candidate, pool))));
    contenders.put(WITHOUT, Optional.empty());
    live.ifPresent(model -> contenders.put(LIVE, Optional.of(model)));
    Map<String, Quality> found = new Contest(log, plan, settings, most, contenders).run(listener);
    String best =
        pools.keySet().stream()
            .max(Comparator.comparingDouble(name -> found.get(name).ndcg()))
            .orElseThrow();
    Map<String, Quality> others = new LinkedHashMap<>(found);
    others.keySet().retainAll(List.of(WITHOUT, LIVE));
    return new Result(pools.get(best), found.get(best), others);
  }

  private static EvaluatedModel repooled(EvaluatedModel model, Pool pool) {
    return new EvaluatedModel() {
      @Override
      public CandidateSource over(ItemIndex catalogue, Clock clock) {
        return new Repooled(model.over(catalogue, clock), pool);
      }

      @Override
      public void moveTo(Instant time, List<Interaction> before) {
        model.moveTo(time, before);
      }
    };
  }

  /** A source that is joined in another way. */
  private record Repooled(CandidateSource source, Pool pool) implements CandidateSource {
    @Override
    public Layer layer() {
      return source.layer();
    }

    @Override
    public Opinion opinion(Question question) {
      Opinion opinion = source.opinion(question);
      return opinion == NONE ? NONE : new RepooledOpinion(opinion, pool);
    }
  }

  private record RepooledOpinion(CandidateSource.Opinion opinion, Pool other)
      implements CandidateSource.Opinion {
    @Override
    public Iterable<ItemId> candidates() {
      return opinion.candidates();
    }

    @Override
    public double score(ItemId item) {
      return opinion.score(item);
    }

    @Override
    public double score(ItemId id, Optional<Item> item) {
      return opinion.score(id, item);
    }

    @Override
    public Evidence evidence(ItemId item) {
      return opinion.evidence(item);
    }

    @Override
    public Optional<Pool> pool() {
      return Optional.of(other);
    }
  }
}
