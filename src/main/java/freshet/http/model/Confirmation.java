package freshet.http.model;

import freshet.http.exchange.Problem;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a request wait, for a time and without a thread, until the log has what it said. */
final class Confirmation {
  private static final Logger LOG = LoggerFactory.getLogger(Confirmation.class);

  /** Nobody has reason to ask for more models at once. */
  private static final int MAX_WAITING = 16;

  private final Duration timeout;
  private final Semaphore places = new Semaphore(MAX_WAITING);

  Confirmation(Duration timeout) {
    this.timeout = timeout;
  }

  /** Says something to the log and answers when it has it; 503 if it has not in time. */
  <T> void await(Context ctx, Supplier<CompletableFuture<T>> saying, Consumer<T> answer) {
    ctx.future(
        () -> {
          if (!places.tryAcquire()) {
            throw Problem.unavailable(
                    "too many requests wait for the log, and this one was not taken; send it again in a second")
                .exception();
          }
          return said(saying)
              .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
              .whenComplete((done, error) -> places.release())
              // Not on the log's own thread, which must not wait for a slow caller.
              .handleAsync(
                  (done, error) -> {
                    if (error != null) {
                      LOG.warn("Kafka did not take a request about models: {}", error.toString());
                      throw Problem.unavailable(
                              "the log has not confirmed the request; send it again")
                          .exception();
                    }
                    answer.accept(done);
                    return null;
                  });
        });
  }

  private static <T> CompletableFuture<T> said(Supplier<CompletableFuture<T>> saying) {
    try {
      return saying.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
