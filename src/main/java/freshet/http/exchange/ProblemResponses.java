package freshet.http.exchange;

import freshet.event.InvalidInputException;
import freshet.event.UnavailableException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever an endpoint throws into a {@link Problem}. */
public final class ProblemResponses implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemResponses.class);

  @Override
  public void addTo(RoutesConfig routes) {
    routes.exception(ProblemException.class, (e, ctx) -> e.problem().answer(ctx));
    // What bodies hold is judged where they are read; here a path or a query is to blame.
    routes.exception(InvalidInputException.class, (e, ctx) -> Problem.of(400, e).answer(ctx));
    routes.exception(
        UnavailableException.class,
        (e, ctx) -> Problem.unavailable(e.getMessage() + "; try again in a second").answer(ctx));
    routes.exception(HttpResponseException.class, (e, ctx) -> ofJavalin(e, ctx).answer(ctx));
    routes.exception(Exception.class, (e, ctx) -> unexpected(ctx, e).answer(ctx));
  }

  private static Problem ofJavalin(HttpResponseException e, Context ctx) {
    if (e instanceof NotFoundResponse) {
      return Problem.of(
          404,
          "there is nothing at %s; /api.html shows all there is"
              .formatted(Words.shown(ctx.path())));
    }
    if (e instanceof MethodNotAllowedResponse) {
      String allowed = String.join(", ", e.getDetails().values());
      return Problem.of(
              405,
              "%s is not possible at %s; use %s"
                  .formatted(Words.shown(ctx.req().getMethod()), Words.shown(ctx.path()), allowed))
          .header("Allow", allowed);
    }
    return Problem.of(e.getStatus(), Words.shown(String.valueOf(e.getMessage())));
  }

  private static Problem unexpected(Context ctx, Exception e) {
    String id = UUID.randomUUID().toString();
    LOG.error(
        "{} {} failed, error {}",
        Words.shown(ctx.req().getMethod()),
        Words.shown(ctx.path()),
        id,
        e);
    return internal(id);
  }

  /** Answers where the JVM itself failed and no {@link Context} is at hand. */
  public static void answer(HttpServletResponse response, Error error) {
    String id = UUID.randomUUID().toString();
    LOG.error("a request failed, error {}", id, error);
    Problem problem = internal(id);
    response.setStatus(problem.status());
    response.setContentType(Problem.CONTENT_TYPE);
    try {
      response.getOutputStream().write(problem.json());
    } catch (IOException e) {
      LOG.debug("the caller of error {} is gone", id, e);
    }
  }

  private static Problem internal(String id) {
    return Problem.of(500, "something went wrong here; the server's log tells it as error " + id)
        .with("error", id);
  }
}
