package freshet.model.release;

import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.artifact.Manifest;
import freshet.model.release.Release.State;
import freshet.model.release.store.ArtifactStore;
import freshet.model.release.store.ModelFolder;
import freshet.model.release.store.Stored;
import freshet.model.release.store.UnreachableArtifactException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges a trained model, takes it where all can fetch it, releases it if it is good enough, and
 * makes room for it. What somebody brings is released without a judgement.
 */
public final class Publisher {
  /** How many models that cannot serve are told of. */
  static final int REMEMBERED = 20;

  /** How many refused models can be forced to serve. */
  private static final int REFUSED_KEPT = 1;

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Longer than anybody sends a model that they bring. */
  private static final Duration SENT_WITHIN = Duration.ofHours(1);

  private final ReleaseView view;
  private final ReleaseLog log;
  private final ArtifactStore store;
  private final ModelFolder folder;
  private final Judgement judgement;
  private final int keep;

  /**
   * @param view has caught up with the topic, so that nothing is deleted that is needed
   * @param folder of this instance, which then need not fetch what it has made
   * @param keep how many released models can be gone back to, the active one included, at least 1
   */
  public Publisher(
      ReleaseView view,
      ReleaseLog log,
      ArtifactStore store,
      ModelFolder folder,
      Judgement judgement,
      int keep) {
    this.view = view;
    this.log = log;
    this.store = store;
    this.folder = folder;
    this.judgement = judgement;
    this.keep = keep;
  }

  /**
   * Judges a model and, if it is not worse than what is there, lets it serve everywhere.
   *
   * @param begun what was said of it so far
   * @param trained its files
   * @return what became of it
   * @throws UnusableModelException if the files are not its
   * @throws UnreachableArtifactException if it cannot be released now
   */
  public Release publish(Release begun, Artifact trained) throws InterruptedException {
    Artifact named = folder.adopt(named(begun.version(), trained));
    Release uploaded = upload(begun, named);
    Release judged =
        judgement.refusal(uploaded.metrics()).map(uploaded::refused).orElseGet(uploaded::activated);
    await(log.put(judged));
    LOG.info(
        "Model {} is {}{}",
        judged.version(),
        ModelsTopic.word(judged.state()),
        judged.why().map(why -> ": " + why).orElse(""));
    makeRoom(judged);
    return judged;
  }

  /**
   * Lets a model serve everywhere that somebody brings and answers for; it goes by the version in
   * its manifest.
   *
   * @param brought what is to be said of it
   * @param made its files; they stay where they are
   * @return the same, released
   * @throws UnreachableArtifactException if it cannot be released now; nothing is left of it
   */
  public Release release(Release brought, Artifact made) throws InterruptedException {
    // Of an earlier try that was cut off, say: its pieces would be mixed with these.
    view.find(brought.version()).flatMap(Release::stored).ifPresent(this::delete);
    try {
      Release released = upload(brought, made).activated();
      await(log.put(released));
      makeRoom(released);
      return released;
    } catch (UnreachableArtifactException e) {
      note(brought.failed(e.getMessage()));
      throw e;
    }
  }

  private Release upload(Release begun, Artifact named) throws InterruptedException {
    Stored stored = store.plan(named);
    // Said before anything is sent, so that what a sudden end leaves behind can be deleted.
    Release uploading = begun.measured(named.manifest().metrics()).uploading(stored);
    await(log.put(uploading));
    try {
      store.upload(named, stored);
    } catch (UnreachableArtifactException e) {
      delete(stored);
      throw e;
    }
    return uploading;
  }

  /** A training names its model itself; here it goes by the version it was announced under. */
  private static Artifact named(String version, Artifact trained) {
    Manifest is = trained.manifest();
    if (is.version().equals(version)) {
      return trained;
    }
    try {
      return Artifact.write(
          trained.file().resolveSibling(version + ".pt"),
          out -> Files.copy(trained.file(), out),
          fingerprint ->
              new Manifest(
                  is.contract(),
                  version,
                  is.created(),
                  is.dimensions(),
                  is.history(),
                  is.items(),
                  is.features(),
                  is.types(),
                  is.pool(),
                  is.training(),
                  is.metrics(),
                  fingerprint.bytes(),
                  fingerprint.sha256()));
    } catch (IOException e) {
      throw new UnreachableArtifactException(
          "%s cannot be copied (%s); check the disk".formatted(trained.file(), e.getMessage()), e);
    }
  }

  /**
   * Says of models that somebody was at work on that they came to nothing; to be called by who
   * alone trains now.
   *
   * @param mine the one that is at work on now
   */
  public void abandonOthers(Release mine) {
    for (Release release : view.all()) {
      if (release.state().isUnderWay()
          && !release.version().equals(mine.version())
          && !isOnItsWay(release, mine.created())) {
        release.stored().ifPresent(this::delete);
        note(
            release.failed(
                release.instance().isPresent()
                    ? "the instance that was at work on it has ended; its requests run anew"
                    : "its release was cut off; release it again"));
      }
    }
  }

  /** Who brings a model does so whoever trains. */
  private static boolean isOnItsWay(Release release, Instant now) {
    return release.instance().isEmpty() && now.isBefore(release.created().plus(SENT_WITHIN));
  }

  private void makeRoom(Release latest) {
    List<Release> all = Stream.concat(Stream.of(latest), others(latest)).toList();
    Optional<String> active =
        latest.active()
            ? Optional.of(latest.version())
            : view.choice().map(choice -> choice.release().version());
    List<Release> gone = new ArrayList<>();
    in(all, State.RELEASED).skip(keep).map(this::expired).forEach(gone::add);
    in(all, State.REFUSED).skip(REFUSED_KEPT).map(Release::withoutArtifact).forEach(gone::add);
    for (Release release : gone) {
      if (!active.equals(Optional.of(release.version()))) {
        note(release);
        all.stream()
            .filter(other -> other.version().equals(release.version()))
            .flatMap(other -> other.stored().stream())
            .forEach(this::delete);
      }
    }
    all.stream()
        .filter(release -> release.stored().isEmpty() && !release.state().isUnderWay())
        .skip(REMEMBERED)
        .forEach(this::forget);
  }

  private static Stream<Release> in(List<Release> all, State state) {
    return all.stream().filter(release -> release.state() == state && release.stored().isPresent());
  }

  private Release expired(Release release) {
    return release.expired("only the latest %d models are kept".formatted(keep));
  }

  private void forget(Release release) {
    // One that is not forgotten now is the next time.
    var unused = log.forget(release.version());
  }

  private void delete(Stored stored) {
    try {
      store.delete(stored);
    } catch (UnreachableArtifactException | UnusableModelException e) {
      LOG.warn(
          "Model {} is not kept any more and takes room: {}", stored.version(), e.getMessage());
    }
  }

  private Stream<Release> others(Release latest) {
    return view.all().stream().filter(release -> !release.version().equals(latest.version()));
  }

  private void note(Release release) {
    var unused =
        log.put(release)
            .whenComplete(
                (done, error) -> {
                  if (error != null) {
                    LOG.warn("The end of model {} could not be noted", release.version(), error);
                  }
                });
  }

  private static void await(CompletableFuture<Void> appended) throws InterruptedException {
    try {
      appended.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnreachableArtifactException(
          "Kafka did not take the release; check that the brokers and the schema registry are up",
          e);
    }
  }
}
