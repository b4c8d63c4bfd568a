package freshet.app.train;

import freshet.catalog.ItemIndex;
import freshet.evaluate.EvaluatedLog;
import freshet.evaluate.EvaluatedModel;
import freshet.evaluate.ReplaySettings;
import freshet.event.Interaction;
import freshet.event.InteractionTypes;
import freshet.model.artifact.Artifact;
import freshet.model.reading.Intake;
import freshet.model.reading.TooLittleToLearnException;
import freshet.model.scoring.LiveModel;
import freshet.model.scoring.ModelSource;
import freshet.model.scoring.ServingModel;
import freshet.recommend.CandidateSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A model in an evaluation that is trained anew as time goes on, each time from what has happened
 * until then, and released as it would be: only if its ladder is not worse.
 */
public final class RetrainedModel implements EvaluatedModel, AutoCloseable {
  private static final int CACHED_USERS = 10_000;

  private final TrainingPlan plan;
  private final EvaluatedLog log;
  private final InteractionTypes types;
  private final ReplaySettings settings;
  private final Duration every;
  private final Consumer<String> told;
  private Instant next;
  private LiveModel live;
  private Optional<Path> last = Optional.empty();
  private int trained;

  /**
   * A model that is trained for the first time when the cases begin.
   *
   * @param plan what each training is asked for; its file is where the model goes
   * @param log whose items are described to it
   * @param from when the first cases come
   * @param every how long a model serves
   * @param told a sentence on each training
   */
  public RetrainedModel(
      TrainingPlan plan,
      EvaluatedLog log,
      InteractionTypes types,
      ReplaySettings settings,
      Instant from,
      Duration every,
      Consumer<String> told) {
    this.plan = plan;
    this.log = log;
    this.types = types;
    this.settings = settings;
    this.next = from;
    this.every = every;
    this.told = told;
  }

  @Override
  public CandidateSource over(ItemIndex catalogue, Clock clock) {
    live = new LiveModel(catalogue, Runnable::run);
    catalogue.listen(live);
    return new ModelSource(live, CACHED_USERS, clock);
  }

  @Override
  public void moveTo(Instant time, List<Interaction> before) {
    if (time.isBefore(next)) {
      return;
    }
    while (!time.isBefore(next)) {
      next = next.plus(every);
    }
    try {
      train(time, before);
    } catch (TooLittleToLearnException e) {
      told.accept(time + ": no model yet: " + e.getMessage());
    }
  }

  private void train(Instant time, List<Interaction> before) {
    LogSource source = (intake, stop, count) -> readInto(intake, before);
    Path out = plan.out().resolveSibling("model-" + ++trained + ".pt");
    Artifact artifact =
        new TrainingRun(
                plan.into(out, last),
                types,
                settings.profile().eventIds(),
                source,
                new LadderChoice(source, settings, TrainingView.SILENT))
            .run(StopSignals.none(), TrainingView.SILENT, Clock.systemUTC(), System::nanoTime);
    var metrics = artifact.manifest().metrics();
    double ladder = metrics.get("ladder.ndcg");
    boolean better =
        ladder >= metrics.get("without.ndcg") && ladder >= metrics.getOrDefault("live.ndcg", 0.0);
    told.accept(
        "%s: trained on %,d interactions, %s: NDCG@10 of what was held out %.4f, without it %.4f"
            .formatted(
                time,
                artifact.manifest().training().interactions(),
                better ? "released" : "refused",
                ladder,
                metrics.get("without.ndcg")));
    if (better) {
      live.serve(ServingModel.open(artifact));
      last = Optional.of(out);
    }
  }

  private boolean readInto(Intake intake, List<Interaction> before) {
    before.forEach(intake::add);
    log.items().forEach(intake::describe);
    return log.timed();
  }

  @Override
  public void close() {
    if (live != null) {
      live.close();
    }
  }
}
