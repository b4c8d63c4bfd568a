package freshet.app.train;

import freshet.evaluate.EvaluatedLog;
import freshet.evaluate.EvaluatedModel;
import freshet.evaluate.Evaluation.Plan;
import freshet.evaluate.Evaluation.Protocol;
import freshet.evaluate.EvaluationListener;
import freshet.evaluate.PoolSearch;
import freshet.evaluate.Quality;
import freshet.evaluate.ReplaySettings;
import freshet.model.artifact.Artifact;
import freshet.model.reading.HoldOut;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Chooses by replaying the newest part of the log: the layers below learn as they do where they
 * serve, and the ladder with the model is asked for what was held out.
 */
public final class LadderChoice implements BlendChoice {
  /** Interactions that are replayed at most: they are in memory. */
  private static final int REPLAYED = 1_500_000;

  private static final int CASES = 4_000;
  private static final int K = 10;

  private final LogSource source;
  private final ReplaySettings settings;
  private final TrainingView view;

  /**
   * @param source the log the model was trained on
   */
  public LadderChoice(LogSource source, ReplaySettings settings, TrainingView view) {
    this.source = source;
    this.settings = settings;
    this.view = view;
  }

  @Override
  public Choice choose(Artifact candidate, Optional<Artifact> live, HoldOut holdOut) {
    RecentLog recent = new RecentLog(REPLAYED);
    boolean timed = source.readInto(recent, () -> false, count -> {});
    EvaluatedLog log = recent.log(timed);
    PoolSearch search = new PoolSearch(log, plan(candidate, holdOut), settings, CASES);
    try (ArtifactModel model = new ArtifactModel(candidate);
        ArtifactModel now = live.map(ArtifactModel::new).orElse(null)) {
      PoolSearch.Result result =
          search.search(model, Optional.<EvaluatedModel>ofNullable(now), telling());
      Map<String, Double> metrics = new TreeMap<>();
      put(metrics, "ladder", result.ladder());
      result.others().forEach((name, quality) -> put(metrics, name, quality));
      return new Choice(result.pool(), metrics);
    }
  }

  /** The cases are those that were not learned. */
  private static Plan plan(Artifact candidate, HoldOut holdOut) {
    if (holdOut.ofEachUser()) {
      return new Plan(Protocol.LEAVE_ONE_OUT_VALIDATION, K, Instant.MIN, Instant.MAX);
    }
    Instant learned = candidate.manifest().training().to().orElse(Instant.MIN);
    return new Plan(Protocol.PREQUENTIAL, K, learned.plusMillis(1), Instant.MAX);
  }

  private static void put(Map<String, Double> metrics, String ladder, Quality quality) {
    metrics.put(ladder + ".ndcg", quality.ndcg());
    metrics.put(ladder + ".hitRate", quality.hitRate());
  }

  private EvaluationListener telling() {
    return new EvaluationListener() {
      private long total;

      @Override
      public void begin(String work, String unit, long total) {
        this.total = total;
      }

      @Override
      public void reached(long count) {
        view.choosing(total == 0 ? 1 : (double) count / total);
      }
    };
  }
}
