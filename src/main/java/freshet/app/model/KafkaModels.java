package freshet.app.model;

import freshet.http.model.Models;
import freshet.model.artifact.Artifact;
import freshet.model.release.ModelsTopic;
import freshet.model.release.Release;
import freshet.model.release.Release.State;
import freshet.model.release.ReleaseLog;
import freshet.model.release.ReleaseView;
import freshet.model.release.Releases;
import freshet.model.release.TrainingProgress;
import freshet.model.release.retrain.RetrainLog;
import freshet.model.release.retrain.RetrainRequest;
import freshet.model.release.retrain.RetrainRequest.Reason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The models as HTTP shows them, from what the topics say.
 *
 * @param breaker whether the model that answers is asked
 */
record KafkaModels(
    ReleaseView view,
    Releases releases,
    ReleaseLog log,
    RetrainLog retrain,
    Supplier<String> breaker)
    implements Models {

  @Override
  public Overview overview() {
    List<Release> all = view.all();
    Optional<String> active = view.choice().map(choice -> choice.release().version());
    return new Overview(
        active,
        releases.live().map(Artifact::manifest).map(manifest -> manifest.version()),
        releases.sentence(),
        breaker.get(),
        all.stream()
            .filter(release -> release.state() == State.TRAINING)
            .findFirst()
            .map(KafkaModels::training),
        lastFailure(all),
        all.stream().map(release -> model(release, active)).toList());
  }

  private static Optional<Failure> lastFailure(List<Release> all) {
    return all.stream()
        .filter(release -> !release.state().isUnderWay())
        .findFirst()
        .filter(release -> release.state() == State.FAILED)
        .map(
            failed ->
                new Failure(failed.version(), failed.created(), failed.why().orElse("unknown")));
  }

  private static Training training(Release release) {
    TrainingProgress progress = release.progress().orElse(TrainingProgress.BEGUN);
    return new Training(
        release.version(),
        release.created(),
        release.instance(),
        progress.phase(),
        progress.epoch(),
        progress.epochs(),
        progress.share(),
        progress.loss(),
        progress.ndcg(),
        progress.secondsLeft(),
        progress.message());
  }

  private static Model model(Release release, Optional<String> active) {
    return new Model(
        release.version(),
        ModelsTopic.word(release.state()),
        active.equals(Optional.of(release.version())),
        release.why(),
        release.created(),
        release
            .stored()
            .map(stored -> OptionalLong.of(stored.module().bytes()))
            .orElse(OptionalLong.empty()),
        release.metrics(),
        release.requests());
  }

  @Override
  public CompletableFuture<String> retrain(Wishes wishes) {
    return retrain.ask(
        Reason.API, new RetrainRequest.Wishes(wishes.days(), wishes.epochs(), wishes.seed()));
  }

  @Override
  public CompletableFuture<Void> activate(String version) {
    return view.find(version)
        .filter(release -> release.stored().isPresent())
        .map(log::activate)
        .orElseGet(
            () ->
                CompletableFuture.failedFuture(
                    new IllegalStateException("model " + version + " was just deleted")));
  }
}
