package freshet.model.release.retrain;

import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.release.Publisher;
import freshet.model.release.Release;
import freshet.model.release.ReleaseLog;
import freshet.model.release.TrainingProgress;
import freshet.model.release.store.UnreachableArtifactException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One training from a request to a release: announces it, trains in a process of its own, tells how
 * far it is, and hands what comes out to the publisher. Whatever goes wrong is said in the `models`
 * topic.
 */
public final class TrainingRun implements Retrainer.Training {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);
  private static final Duration BETWEEN_NOTES = Duration.ofSeconds(10);
  private static final DateTimeFormatter VERSION =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

  /** How the training process is started and understood. */
  public interface Processes {
    /** The command, with its environment and its folder. */
    ProcessBuilder command(TrainingOrder order) throws IOException;

    /** What a line of its standard output says of its progress. */
    Optional<TrainingProgress> read(String line);
  }

  private final String instance;
  private final Path work;
  private final Processes processes;
  private final Supplier<Optional<Artifact>> live;
  private final ReleaseLog log;
  private final Publisher publisher;
  private final RetrainSettings settings;
  private final Clock clock;

  /**
   * @param instance the name of this one
   * @param work a folder for the training's files; what is in it is deleted
   * @param live the model that answers now
   */
  public TrainingRun(
      String instance,
      Path work,
      Processes processes,
      Supplier<Optional<Artifact>> live,
      ReleaseLog log,
      Publisher publisher,
      RetrainSettings settings,
      Clock clock) {
    this.instance = instance;
    this.work = work;
    this.processes = processes;
    this.live = live;
    this.log = log;
    this.publisher = publisher;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void run(RetrainRequest request, long interactions) throws InterruptedException {
    Instant now = clock.instant();
    Release begun = Release.begun(VERSION.format(now), now, instance, request.ids(), interactions);
    note(begun);
    publisher.abandonOthers(begun);
    LOG.info("Model {} is being trained", begun.version());
    try {
      clear();
      Files.createDirectories(work);
      Path out = work.resolve(begun.version() + ".pt");
      train(
          new TrainingOrder(
              work, out, live.get().map(Artifact::file), request.wishes().or(settings.wishes())),
          new Notes(begun));
      publisher.publish(begun, Artifact.open(out));
    } catch (InterruptedException e) {
      note(begun.failed("it was ended with the instance that trained it; its requests run anew"));
      throw e;
    } catch (FailedTrainingException | UnusableModelException | UnreachableArtifactException e) {
      fail(begun, e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      fail(begun, "%s cannot be used (%s); check the disk".formatted(work, e.getMessage()), e);
    } catch (RuntimeException e) {
      fail(begun, "something unforeseen went wrong (%s); see the log".formatted(e), e);
    } finally {
      clear();
    }
  }

  private void train(TrainingOrder order, Consumer<TrainingProgress> notes)
      throws InterruptedException, IOException {
    Function<String, Optional<TrainingProgress>> reading = processes::read;
    try (TrainingProcess process = TrainingProcess.start(processes.command(order), reading)) {
      process.await(settings.limit(), settings.silence(), notes);
    }
  }

  /** Says how far a training is when there is something to say, and not too often. */
  private final class Notes implements Consumer<TrainingProgress> {
    private final Release begun;
    private TrainingProgress told = TrainingProgress.BEGUN;
    private long next = System.nanoTime();

    Notes(Release begun) {
      this.begun = begun;
    }

    @Override
    public void accept(TrainingProgress progress) {
      if (!progress.equals(told) && System.nanoTime() - next >= 0) {
        told = progress;
        next = System.nanoTime() + BETWEEN_NOTES.toNanos();
        note(begun.at(progress));
      }
    }
  }

  private void fail(Release begun, String reason, Exception cause) {
    LOG.warn("Model {} came to nothing: {}", begun.version(), reason, cause);
    note(begun.failed(reason));
  }

  private void note(Release release) {
    var unused =
        log.put(release)
            .whenComplete(
                (done, error) -> {
                  if (error != null) {
                    LOG.warn("How model {} stands could not be noted", release.version(), error);
                  }
                });
  }

  private void clear() {
    if (!Files.exists(work)) {
      return;
    }
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} cannot be deleted; delete it by hand", work, e);
    }
  }
}
