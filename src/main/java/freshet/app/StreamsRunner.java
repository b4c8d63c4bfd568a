package freshet.app;

import freshet.stream.CorruptState;
import freshet.stream.IncompatibleStateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the topology running: a stream thread that fails is replaced, and a topology that has
 * failed as a whole is started anew, after a pause that grows.
 */
final class StreamsRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** What the parts that end before and after the topology take of the limit for all of them. */
  private static final Duration OTHERS = Duration.ofSeconds(3);

  private static final Duration LEAST = Duration.ofSeconds(1);

  /** What Kafka Streams calls the consumers that feed its threads. */
  private static final String MAIN_CONSUMER = ".*-StreamThread-\\d+-consumer";

  private final Supplier<KafkaStreams> factory;
  private final Duration closeLimit;
  private final ScheduledExecutorService restarts =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "streams-restart");
            thread.setDaemon(true);
            return thread;
          });
  private final Restoration restoration = new Restoration();
  private volatile KafkaStreams streams;
  private volatile boolean hasRun;
  private volatile boolean closed;

  private volatile boolean localStateIsUnusable;

  /** Guarded by this. */
  private boolean awaitingRestart;

  private volatile Optional<String> stopped = Optional.empty();
  private volatile Duration pause = FIRST_PAUSE;

  /**
   * @param factory makes a topology that has not been started
   * @param shutdownLimit how long the whole process may take to stop: a topology that is cut off
   *     has to be restored at the next start
   */
  StreamsRunner(Supplier<KafkaStreams> factory, Duration shutdownLimit) {
    this.factory = factory;
    Duration left = shutdownLimit.minus(OTHERS);
    this.closeLimit = left.compareTo(LEAST) < 0 ? LEAST : left;
  }

  void start() {
    KafkaStreams next = Background.make(factory);
    next.setUncaughtExceptionHandler(
        error -> {
          Optional<IncompatibleStateException> incompatible = incompatible(error);
          if (incompatible.isPresent()) {
            stop(incompatible.get());
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          }
          if (CorruptState.isCauseOf(error)) {
            // A thread in its place would stumble over the same files.
            LOG.error("The local state is corrupt", error);
            localStateIsUnusable = true;
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          }
          LOG.error("A stream thread failed and is replaced", error);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    restoration.clear();
    next.setGlobalStateRestoreListener(restoration);
    next.setStateListener((now, before) -> onState(next, now));
    streams = next;
    try {
      next.start();
    } catch (StreamsException e) {
      // A view cannot be read, since the registry is out of reach, say: what there is answers
      // meanwhile.
      LOG.error("The topology could not be started", e);
      localStateIsUnusable |= hasCause(e, ProcessorStateException.class);
      startAnew();
    }
  }

  private static boolean hasCause(Throwable error, Class<? extends Throwable> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<IncompatibleStateException> incompatible(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof IncompatibleStateException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /** Trying again would not help. */
  private void stop(IncompatibleStateException why) {
    LOG.error("The topology stops: {}", why.getMessage());
    stopped = Optional.of(why.getMessage());
  }

  /** Why the topology stays stopped, if it does. */
  Optional<String> stopped() {
    return stopped;
  }

  private void onState(KafkaStreams of, State now) {
    if (now == State.RUNNING) {
      hasRun = true;
      pause = FIRST_PAUSE;
    }
    if (now == State.ERROR && of == streams && stopped.isEmpty()) {
      startAnew();
    }
  }

  /**
   * One failure is told twice, by the state and by an exception, and has one consequence: two
   * topologies side by side would take the state directory and the group from each other for ever.
   */
  private synchronized void startAnew() {
    if (closed || awaitingRestart) {
      return;
    }
    awaitingRestart = true;
    LOG.error("The topology has stopped; it is started anew in {} s", pause.toSeconds());
    var unused = restarts.schedule(this::restart, pause.toMillis(), TimeUnit.MILLISECONDS);
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private void restart() {
    synchronized (this) {
      awaitingRestart = false;
    }
    try {
      if (!streams.close(closeLimit)) {
        LOG.error("The stopped topology still holds its state; it is waited for");
        startAnew();
        return;
      }
      if (localStateIsUnusable) {
        // After a kill Kafka Streams itself rebuilds the stores of tasks, but not those of views,
        // and would stumble over them at each start.
        LOG.warn("The local state cannot be used; it is deleted, and restored from Kafka");
        streams.cleanUp();
        localStateIsUnusable = false;
      }
      if (!closed) {
        start();
      }
    } catch (RuntimeException e) {
      LOG.error("The topology could not be started", e);
      startAnew();
    }
  }

  /** The running topology; empty before it was started. */
  Optional<KafkaStreams> streams() {
    return Optional.ofNullable(streams);
  }

  Optional<State> state() {
    return streams().map(KafkaStreams::state);
  }

  /**
   * Whether this instance answers as well as it ever did: it runs, or has run and now only waits
   * for the instances to share the work anew, which must not take all of them out of service at
   * once.
   */
  boolean isReady() {
    Optional<State> state = state();
    return state.equals(Optional.of(State.RUNNING))
        || (hasRun
            && state.equals(Optional.of(State.REBALANCING))
            && restoration.progress().isEmpty());
  }

  /** How far the stores are that are being restored; empty if none is. */
  Optional<String> restoring() {
    return restoration.progress();
  }

  /**
   * How many records the topology has yet to read from its topics, its own between sub-topologies
   * included; as of the latest fetch.
   */
  long behind() {
    return ofConsumers("records-lag").filter(lag -> lag > 0).sum();
  }

  /**
   * For how long a stream thread has not come to ask Kafka for more, the one that has waited
   * longest: a moment, as long as all is well. It may wait for Kafka, or for a disk: RocksDB lets
   * writers wait where there is no room for what they write.
   */
  Duration stalled() {
    return Duration.ofSeconds(ofConsumers("last-poll-seconds-ago").max().orElse(0));
  }

  /** What the consumers of all stream threads measure under one name. */
  private LongStream ofConsumers(String name) {
    return streams().stream()
        .flatMap(running -> running.metrics().values().stream())
        .filter(metric -> metric.metricName().name().equals(name))
        .filter(
            metric ->
                metric.metricName().tags().getOrDefault("client-id", "").matches(MAIN_CONSUMER))
        .mapToLong(metric -> ((Number) metric.metricValue()).longValue());
  }

  /** Ends for good: the group does not wait for it, as it does for one that is started again. */
  void leave() {
    close(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
  }

  @Override
  public void close() {
    close(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP);
  }

  private void close(CloseOptions.GroupMembershipOperation membership) {
    closed = true;
    restarts.shutdownNow();
    KafkaStreams running = streams;
    CloseOptions options =
        CloseOptions.timeout(closeLimit).withGroupMembershipOperation(membership);
    if (running != null && !running.close(options)) {
      LOG.warn(
          "The topology did not end within {} s, and its state is restored at the next start; raise shutdown-limit",
          closeLimit.toSeconds());
    }
  }
}
