package freshet.app;

import freshet.process.Poll;
import freshet.replay.ProgressListener;
import freshet.stream.TopicCreation;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.KafkaStreams;

/**
 * A generation of the state that is built from the log, beside one that serves: the same topology
 * with other settings, without HTTP, until it has read what there is.
 *
 * <p>What it writes is its own, but for proofs of erasures, which come out as they are, and for
 * dead letters: what was set aside once is set aside again.
 */
final class Rebuild implements AutoCloseable {
  /** So much may still be on its way between the parts of the topology. */
  private static final long FEW = 1_000;

  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** Longer than a group takes to share its work, and than a broker takes to come back. */
  private static final Duration STALLED_AFTER = Duration.ofMinutes(5);

  private final Generations generations;
  private final StreamsRunner streams;

  private Rebuild(Generations generations, StreamsRunner streams) {
    this.generations = generations;
    this.streams = streams;
  }

  /**
   * Starts, or goes on with what was begun before.
   *
   * @param settings of the generation
   */
  static Rebuild start(Settings settings) {
    Map<String, Object> connection = KafkaImport.connection(settings);
    TopicCreation.ensure(
        connection,
        Topics.allSpecs(settings),
        settings.kafka().replication(),
        settings.kafka().startLimit());
    LearningTopology topology = LearningTopology.of(settings, KafkaImport.topics(settings));
    StreamsRunner streams =
        new StreamsRunner(
            () ->
                new KafkaStreams(
                    // The one that serves has set it aside.
                    topology.build((key, letter) -> {}),
                    StreamsConfiguration.of(settings, connection, StreamsConfiguration.NOWHERE)),
            settings.shutdownLimit());
    Rebuild rebuild = new Rebuild(Generations.connect(settings, connection), streams);
    try {
      streams.start();
      return rebuild;
    } catch (RuntimeException e) {
      rebuild.close();
      throw e;
    }
  }

  /**
   * Waits until it has read the log.
   *
   * @param told whether this process is to stop; then it can be gone on with later
   * @return whether it has
   * @throws IllegalStateException if it cannot go on
   */
  boolean await(ProgressListener progress, BooleanSupplier told) throws InterruptedException {
    KafkaGroup.Position first = position();
    progress.begin("Rebuilding", "interactions", first.all(), first.read());
    AtomicReference<KafkaGroup.Position> before = new AtomicReference<>(first);
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong moved = new AtomicLong(System.nanoTime());
    Poll.until(
        () -> {
          streams
              .stopped()
              .ifPresent(
                  why -> {
                    throw new IllegalStateException(why);
                  });
          KafkaGroup.Position now = position();
          progress.reached(Math.min(now.read(), first.all()));
          if (now.committed() != before.get().committed() || streams.restoring().isPresent()) {
            moved.set(System.nanoTime());
          } else if (System.nanoTime() - moved.get() > STALLED_AFTER.toNanos()) {
            throw new IllegalStateException(
                "nothing was read for %d minutes; mend what is logged above, and run it again: it goes on from there"
                    .formatted(STALLED_AFTER.toMinutes()));
          }
          // The log may never stand still, so what there was a moment ago will do.
          done.set(
              streams.state().equals(Optional.of(KafkaStreams.State.RUNNING))
                  && now.committed() >= before.getAndSet(now).end()
                  && generations.leftElsewhere() <= FEW);
          return done.get() || told.getAsBoolean();
        },
        INTERVAL,
        Duration.ofDays(365));
    progress.end();
    if (done.get()) {
      generations.markBuilt();
    }
    return done.get();
  }

  private KafkaGroup.Position position() {
    return generations
        .position()
        .orElseThrow(
            () -> new IllegalStateException("there are no interactions; check topics.prefix"));
  }

  @Override
  public void close() {
    streams.leave();
    generations.close();
  }
}
