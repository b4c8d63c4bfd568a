package freshet.http.batch;

import freshet.event.UnavailableException;
import freshet.http.exchange.Problem;
import freshet.http.trace.LogContext;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands elements to a log and answers once the log has them all or the deadline is over. No thread
 * waits meanwhile; how many requests may wait at once is bounded.
 */
public final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private final Duration timeout;
  private final Executor answers;
  private final Semaphore places;

  /**
   * @param timeout how long a request waits for the log
   * @param answers writes the answers: the log's own threads must not wait for slow callers
   * @param maxWaiting how many requests may wait at once
   */
  public Delivery(Duration timeout, Executor answers, int maxWaiting) {
    this.timeout = timeout;
    this.answers = answers;
    this.places = new Semaphore(maxWaiting);
  }

  /**
   * Hands elements over, in order, and lets the request wait for the log.
   *
   * @param answer writes the answer, or throws a {@link freshet.http.exchange.ProblemException}
   */
  public <T> void send(
      Context ctx,
      List<T> elements,
      Function<T, ? extends CompletableFuture<?>> append,
      Consumer<Receipt> answer) {
    LogContext log = LogContext.current();
    ctx.future(
        () -> {
          if (!places.tryAcquire()) {
            throw Problem.unavailable(
                    "too many requests wait for the log, and nothing of this one was taken; send it again in a second")
                .exception();
          }
          return handOver(elements, append, log)
              .whenComplete((receipt, failure) -> places.release())
              .thenAcceptAsync(log.around(answer), answers);
        });
  }

  private <T> CompletableFuture<Receipt> handOver(
      List<T> elements, Function<T, ? extends CompletableFuture<?>> append, LogContext log) {
    long start = System.nanoTime();
    List<CompletableFuture<?>> pending = new ArrayList<>(elements.size());
    for (T element : elements) {
      CompletableFuture<?> appended = appended(append, element);
      pending.add(appended);
      // A log that is down may block each append for a while: the first failure is enough.
      if (appended.isCompletedExceptionally() || System.nanoTime() - start > timeout.toNanos()) {
        break;
      }
    }
    return CompletableFuture.allOf(pending.toArray(CompletableFuture<?>[]::new))
        .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .handle(
            (done, failure) ->
                log.aroundFunction((Throwable error) -> receipt(elements.size(), pending, error))
                    .apply(failure));
  }

  private static <T> CompletableFuture<?> appended(
      Function<T, ? extends CompletableFuture<?>> append, T element) {
    try {
      return append.apply(element);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Throwable rootOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static Receipt receipt(
      int handed, List<CompletableFuture<?>> pending, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause != null
        && !(cause instanceof UnavailableException)
        && !(cause instanceof TimeoutException)) {
      throw new CompletionException(cause);
    }
    if (cause != null) {
      LOG.warn("Kafka did not take what was posted: {}", rootOf(cause).toString());
    }
    BitSet taken = new BitSet(handed);
    for (int i = 0; i < pending.size(); i++) {
      CompletableFuture<?> appended = pending.get(i);
      taken.set(i, appended.isDone() && !appended.isCompletedExceptionally());
    }
    return new Receipt(handed, taken);
  }
}
