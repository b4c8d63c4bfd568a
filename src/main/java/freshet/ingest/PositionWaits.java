package freshet.ingest;

import freshet.event.LogPosition;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until interactions have been processed, for whoever wants to see what they changed. While
 * nobody waits nothing is done; the stream does not know that anybody does.
 *
 * <p>Of a partition of which nothing has been processed since it was assigned, or that another
 * instance has, what was committed counts as processed.
 */
public final class PositionWaits implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PositionWaits.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);

  private final ProcessedPositions processed;
  private final Supplier<CompletableFuture<Map<Integer, Long>>> committed;
  private final Semaphore places;
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicBoolean asking = new AtomicBoolean();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "position-waits");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Map<Integer, Long> known = Map.of();
  private volatile long nextQuestion = System.nanoTime();

  /**
   * @param committed asks Kafka, without waiting, for the offset behind the last committed record
   *     of each partition
   * @param most how many may wait at once
   */
  public PositionWaits(
      ProcessedPositions processed,
      Supplier<CompletableFuture<Map<Integer, Long>>> committed,
      int most) {
    this.processed = processed;
    this.committed = committed;
    this.places = new Semaphore(most);
  }

  private record Waiting(
      Collection<LogPosition> positions, long deadline, CompletableFuture<Boolean> reached) {}

  /**
   * Waits for positions.
   *
   * @param limit how long at most
   * @return completes with whether all have been reached; false after the limit, and at once where
   *     too many wait
   */
  public CompletableFuture<Boolean> await(Collection<LogPosition> positions, Duration limit) {
    if (areReached(positions)) {
      return CompletableFuture.completedFuture(true);
    }
    if (!places.tryAcquire()) {
      return CompletableFuture.completedFuture(false);
    }
    CompletableFuture<Boolean> reached = new CompletableFuture<>();
    waiting.add(new Waiting(List.copyOf(positions), System.nanoTime() + limit.toNanos(), reached));
    lookSoon(Duration.ZERO);
    return reached.whenComplete((yes, error) -> places.release());
  }

  private void lookSoon(Duration delay) {
    if (looking.compareAndSet(false, true)) {
      try {
        var unused = looks.schedule(this::look, delay.toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("Freshet stops, and nobody is waited for", e);
        letGo();
      }
    }
  }

  private void look() {
    looking.set(false);
    try {
      answerWhoHasWaited();
    } finally {
      if (!waiting.isEmpty()) {
        lookSoon(BETWEEN_LOOKS);
      }
    }
  }

  private void answerWhoHasWaited() {
    long now = System.nanoTime();
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting one = each.next();
      boolean reached = areReached(one.positions());
      if (reached || now - one.deadline() >= 0) {
        each.remove();
        one.reached().complete(reached);
      } else if (one.positions().stream().anyMatch(this::isUnknown)) {
        ask(now);
      }
    }
  }

  private boolean areReached(Collection<LogPosition> positions) {
    for (LogPosition position : positions) {
      boolean here = position.offset() <= processed.of(position.partition());
      boolean before =
          isUnknown(position) && position.offset() < known.getOrDefault(position.partition(), 0L);
      if (!here && !before) {
        return false;
      }
    }
    return true;
  }

  private boolean isUnknown(LogPosition position) {
    return processed.of(position.partition()) == ProcessedPositions.NONE;
  }

  private void ask(long now) {
    if (now - nextQuestion < 0 || !asking.compareAndSet(false, true)) {
      return;
    }
    nextQuestion = now + BETWEEN_QUESTIONS.toNanos();
    var unused =
        committed
            .get()
            .whenComplete(
                (offsets, error) -> {
                  if (error == null) {
                    known = Map.copyOf(offsets);
                  } else {
                    LOG.debug("Kafka does not say what has been committed", error);
                  }
                  asking.set(false);
                });
  }

  /** Lets nobody wait any longer. */
  @Override
  public void close() {
    looks.shutdownNow();
    letGo();
  }

  private void letGo() {
    for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
      one.reached().complete(false);
    }
  }
}
