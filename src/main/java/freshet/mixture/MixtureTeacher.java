package freshet.mixture;

import freshet.avro.MixtureRecord;
import freshet.decay.HalfLife;
import freshet.recommend.Lesson;
import freshet.recommend.Lessons;
import freshet.recommend.Mixture;
import freshet.recommend.MixtureLearner;
import freshet.recommend.Sources;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns the mixture while events flow: takes a few of them each second as lessons, on a thread of
 * its own, and publishes what it has learned. Nobody waits for it; lessons that it has no time for
 * are not missed.
 *
 * <p>A lesson is looked at some milliseconds after its event, with rows and lists that have not
 * learned from it, since these are changed when the event's transaction is committed.
 */
public final class MixtureTeacher implements Lessons, AutoCloseable {
  /** A lesson costs as much as an answer: this many a second are about a percent of a core. */
  static final Duration BETWEEN_LESSONS = Duration.ofMillis(100);

  static final Duration BETWEEN_PUBLICATIONS = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
  private static final int WAITING = 4;

  private static final Logger LOG = LoggerFactory.getLogger(MixtureTeacher.class);

  private final String instance;
  private final MixtureView view;
  private final List<HalfLife> halfLives;
  private final Supplier<Sources> sources;
  private final BooleanSupplier ready;
  private final TopicWriter writer;
  private final Topic<String, MixtureRecord> topic;
  private final BlockingQueue<Lesson> waiting = new ArrayBlockingQueue<>(WAITING);
  private final AtomicLong nextLesson = new AtomicLong(System.nanoTime());
  private final Thread thread = new Thread(this::teach, "mixture-teacher");
  private Optional<MixtureLearner> learner = Optional.empty();
  private boolean failing;
  private long published;
  private long nextPublication = System.nanoTime();
  private volatile boolean closed;

  /**
   * A teacher that has not begun.
   *
   * @param instance under whose name it publishes
   * @param view what it goes on from
   * @param sources asked for when the first lesson is taken
   * @param ready whether state can be read; what cannot be read teaches nothing
   */
  public MixtureTeacher(
      String instance,
      MixtureView view,
      List<HalfLife> halfLives,
      Supplier<Sources> sources,
      BooleanSupplier ready,
      TopicWriter writer,
      Topic<String, MixtureRecord> topic) {
    this.instance = instance;
    this.view = view;
    this.halfLives = List.copyOf(halfLives);
    this.sources = sources;
    this.ready = ready;
    this.writer = writer;
    this.topic = topic;
    thread.setDaemon(true);
  }

  /** Begins to take lessons. */
  public void start() {
    thread.start();
  }

  @Override
  public void offer(Supplier<Lesson> lesson) {
    long due = nextLesson.get();
    long now = System.nanoTime();
    if (now - due >= 0
        && nextLesson.compareAndSet(due, now + BETWEEN_LESSONS.toNanos())
        && waiting.remainingCapacity() > 0) {
      // Refused when it is full after all, which is as good as not being asked.
      var unused = waiting.offer(lesson.get());
    }
  }

  private void teach() {
    try {
      while (!closed) {
        Lesson lesson = waiting.poll(BETWEEN_LESSONS.toMillis(), TimeUnit.MILLISECONDS);
        if (lesson != null && ready.getAsBoolean()) {
          learn(lesson);
        }
        if (System.nanoTime() - nextPublication >= 0) {
          publish();
          nextPublication = System.nanoTime() + BETWEEN_PUBLICATIONS.toNanos();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      publish();
    }
  }

  private void learn(Lesson lesson) {
    try {
      if (learner.isEmpty()) {
        learner = Optional.of(new MixtureLearner(sources.get(), view.mixture()));
        published = view.mixture().lessons();
      }
      learner.get().learn(lesson);
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        // Said once: lessons come ten times a second, and none of them is missed.
        LOG.warn("State cannot be read; lessons on the blend are left out until it can", e);
        failing = true;
      }
    }
  }

  private void publish() {
    if (learner.isEmpty()) {
      return;
    }
    Mixture mixture = learner.get().mixture();
    if (mixture.lessons() > published) {
      published = mixture.lessons();
      var unused =
          writer
              .append(topic, instance, MixtureTopic.toRecord(mixture, halfLives))
              .whenComplete(
                  (done, error) -> {
                    if (error != null) {
                      LOG.warn("What was learned about the blend could not be published", error);
                    }
                  });
    }
  }

  /** Publishes what was learned last. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
