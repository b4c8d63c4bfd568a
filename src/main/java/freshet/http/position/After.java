package freshet.http.position;

import freshet.http.description.Parameter;
import freshet.http.exchange.QueryParameters;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Read-your-writes: a request with {@code after} is answered when the interactions up to that
 * position are in the answer, or a limited time later all the same. No thread waits meanwhile, and
 * a request without it is answered at once.
 */
public final class After {
  /** Name of the query parameter. */
  public static final String PARAMETER = "after";

  /** The same for the description of the API. */
  public static final Parameter DESCRIBED =
      Parameter.text(PARAMETER, "A position that POST /v1/interactions answered, to wait for");

  private static final String LATE = "freshet.after.late";
  private static final String NOTE =
      "what was sent just before is not in this answer yet; ask again in a moment";

  private final Positions positions;
  private final Executor answers;

  /**
   * @param answers writes the answers that have waited
   */
  public After(Positions positions, Executor answers) {
    this.positions = positions;
    this.answers = answers;
  }

  /** The same handler, waiting where it is asked to. */
  public Handler waiting(Handler handler) {
    return ctx -> {
      String query = ctx.queryString();
      if (query == null || !query.contains(PARAMETER + "=")) {
        handler.handle(ctx);
        return;
      }
      Optional<String> position = position(ctx);
      if (position.isEmpty()) {
        handler.handle(ctx);
        return;
      }
      CompletableFuture<Boolean> reached = positions.await(PositionText.read(position.get()));
      ctx.future(() -> reached.thenAcceptAsync(yes -> answer(ctx, handler, yes), answers));
    };
  }

  /** The value; whatever else is in the query is for the handler to judge. */
  private static Optional<String> position(Context ctx) {
    return QueryParameters.only(ctx, PARAMETER).one(PARAMETER);
  }

  private static void answer(Context ctx, Handler handler, boolean reached) {
    if (!reached) {
      ctx.attribute(LATE, true);
    }
    try {
      handler.handle(ctx);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("an answer could not be written", e);
    }
  }

  /** What to say of an answer that did not wait long enough; nothing of any other. */
  public static Optional<String> note(Context ctx) {
    return Boolean.TRUE.equals(ctx.<Boolean>attribute(LATE)) ? Optional.of(NOTE) : Optional.empty();
  }
}
