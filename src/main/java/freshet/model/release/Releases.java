package freshet.model.release;

import freshet.avro.ModelRecord;
import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.release.ReleaseView.Choice;
import freshet.model.release.store.ArtifactStore;
import freshet.model.release.store.Incoming;
import freshet.model.release.store.ModelFolder;
import freshet.model.release.store.Stored;
import freshet.model.release.store.UnreachableArtifactException;
import freshet.stream.Topic;
import freshet.stream.Views;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the `models` topic on a thread of its own, and lets the model serve here that is to serve
 * everywhere. A model that cannot be used changes nothing; one that cannot be had now is tried for
 * again and again, after pauses that grow to a minute.
 *
 * <p>The model that was served last is on the disk and serves at once at a start, whether Kafka
 * answers or not.
 */
public final class Releases implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Releases.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(3);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Topic<String, ModelRecord> topic;
  private final Supplier<Consumer<byte[], byte[]>> readers;
  private final ReleaseView view;
  private final ArtifactStore store;
  private final ModelFolder folder;
  private final ModelActivation activation;
  private final Views.Poison poison;
  private final Duration firstPause;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::follow, "model-releases");

  /** Place of the choice that was dealt with, well or not; another is tried. */
  private long dealtWith = -1;

  private Duration pause;
  private long nextTry = System.nanoTime();
  private volatile boolean caughtUp;
  private volatile Optional<Artifact> live = Optional.empty();
  private volatile String sentence = "no model has been released yet";
  private volatile boolean well = true;

  /**
   * Is to be started.
   *
   * @param readers makes consumers without a group; this closes them
   * @param view is kept up to date from here
   * @param poison is told of records that make no sense
   * @param firstPause after a model could not be had; each next one is twice as long
   */
  public Releases(
      Topic<String, ModelRecord> topic,
      Supplier<Consumer<byte[], byte[]>> readers,
      ReleaseView view,
      ArtifactStore store,
      ModelFolder folder,
      ModelActivation activation,
      Views.Poison poison,
      Duration firstPause) {
    this.topic = topic;
    this.readers = readers;
    this.view = view;
    this.store = store;
    this.folder = folder;
    this.activation = activation;
    this.poison = poison;
    this.firstPause = firstPause;
    this.pause = firstPause;
    thread.setDaemon(true);
  }

  /** Begins to follow. */
  public void start() {
    thread.start();
  }

  /** The model that answers here, if one does. */
  public Optional<Artifact> live() {
    return live;
  }

  /** In a sentence, which model answers here and what is in the way of another. */
  public String sentence() {
    return sentence;
  }

  /** Whether the model that is to serve does, or there is none. */
  public boolean isWell() {
    return well;
  }

  /** Whether everything has been read that was in the topic at the start. */
  public boolean isCaughtUp() {
    return caughtUp;
  }

  private void follow() {
    try {
      folder.clear();
      folder.lastServed().ifPresent(this::serveAtOnce);
      Duration wait = firstPause;
      while (!isClosing(Duration.ZERO)) {
        try {
          read();
        } catch (InterruptException e) {
          throw e;
        } catch (KafkaException e) {
          LOG.warn("The releases of models cannot be read; it is tried again", e);
          if (isClosing(wait)) {
            return;
          }
          wait = longer(wait);
        }
      }
    } catch (InterruptException | InterruptedException e) {
      // Closing interrupts what would take too long.
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing(Duration within) throws InterruptedException {
    return closing.await(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private void serveAtOnce(Artifact last) {
    try {
      serve(last);
    } catch (UnusableModelException e) {
      LOG.warn("The model that was served last cannot be used: {}", e.getMessage());
    }
  }

  private void read() throws InterruptedException {
    try (ReleaseReader reader = new ReleaseReader(topic, readers.get(), view, poison)) {
      long end = reader.end();
      boolean current = false;
      while (!isClosing(Duration.ZERO)) {
        reader.poll();
        // Read anew after a failure it passes by all the models that once were to serve.
        current = current || reader.hasReached(end);
        if (current) {
          caughtUp = true;
          follow(view.choice());
        }
      }
    }
  }

  private void follow(Optional<Choice> wanted) throws InterruptedException {
    if (wanted.isEmpty() || wanted.get().place() == dealtWith || System.nanoTime() - nextTry < 0) {
      return;
    }
    Choice choice = wanted.get();
    String version = choice.release().version();
    if (live.map(now -> now.manifest().version().equals(version)).orElse(false)) {
      dealtWith = choice.place();
      told(true, "model %s answers".formatted(version));
      return;
    }
    try {
      serve(artifact(choice.release().stored().orElseThrow()));
      dealtWith = choice.place();
      tidy();
    } catch (UnusableModelException e) {
      // The same bytes would be as bad again.
      dealtWith = choice.place();
      pause = firstPause;
      told(false, "model %s cannot be used: %s".formatted(version, e.getMessage()));
    } catch (UnreachableArtifactException e) {
      nextTry = System.nanoTime() + pause.toNanos();
      pause = longer(pause);
      told(false, "model %s cannot be had yet: %s".formatted(version, e.getMessage()));
    }
  }

  private Artifact artifact(Stored stored) throws InterruptedException {
    Optional<Artifact> here = folder.find(stored);
    if (here.isPresent()) {
      return here.get();
    }
    try (Incoming incoming = folder.receive(stored)) {
      store.fetch(stored, incoming);
      return folder.complete(stored, incoming);
    } catch (UnusableModelException | UnreachableArtifactException | KafkaException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) {
      // Whatever is wrong with a release, others are followed after it.
      LOG.error("Model {} could not be fetched", stored.version(), e);
      throw UnusableModelException.because("it could not be fetched", e);
    } catch (IOException e) {
      throw new UnreachableArtifactException(
          "what arrived of model %s cannot be deleted (%s); check the disk of data-dir"
              .formatted(stored.version(), e.getMessage()),
          e);
    }
  }

  private void serve(Artifact artifact) {
    String version = artifact.manifest().version();
    try {
      activation.activate(artifact);
    } catch (UnusableModelException e) {
      throw e;
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      // Whatever is wrong with a model, the one that answers answers on.
      LOG.error("Model {} could not be put to work", version, e);
      throw UnusableModelException.because("it could not be put to work", e);
    }
    live = Optional.of(artifact);
    pause = firstPause;
    folder.served(version);
    told(true, "model %s answers".formatted(version));
  }

  private void tidy() {
    Set<String> needed = new HashSet<>();
    live.ifPresent(artifact -> needed.add(artifact.manifest().version()));
    for (Release release : view.all()) {
      // What is still made here must not be taken from under who makes it.
      if (release.stored().isPresent() || release.state().isUnderWay()) {
        needed.add(release.version());
      }
    }
    folder.keepOnly(needed);
  }

  private void told(boolean asItShouldBe, String what) {
    String all =
        asItShouldBe
            ? what
            : what
                + live.map(now -> "; model %s answers on".formatted(now.manifest().version()))
                    .orElse("; the other layers answer");
    if (!all.equals(sentence)) {
      if (asItShouldBe) {
        LOG.info("Releases: {}", all);
      } else {
        LOG.warn("Releases: {}", all);
      }
    }
    well = asItShouldBe;
    sentence = all;
  }

  /** Stops following; the model that answers is not touched. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(CLOSE_LIMIT.toMillis());
      if (thread.isAlive()) {
        thread.interrupt();
        thread.join(CLOSE_LIMIT.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
