package freshet.http.watch;

import freshet.http.exchange.Endpoint;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Set;

/** Tells a listener of each request that an endpoint answered or that was refused before. */
public final class WatchedRequests implements Endpoint {
  private static final String START = "freshet.start";
  private static final String JUDGED = "freshet.judged";
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

  private record Judged(int accepted, int rejected, int unconfirmed) {}

  private final RequestListener listener;

  public WatchedRequests(RequestListener listener) {
    this.listener = listener;
  }

  /** Leaves word of what became of the elements of a request's body. */
  public static void judged(Context ctx, int accepted, int rejected, int unconfirmed) {
    ctx.attribute(JUDGED, new Judged(accepted, rejected, unconfirmed));
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(ctx -> ctx.attribute(START, System.nanoTime()));
    // Only where there is one of these does Javalin know the endpoint of a request it refuses.
    routes.beforeMatched(ctx -> {});
    routes.after(this::tell);
  }

  private void tell(Context ctx) {
    Long start = ctx.attribute(START);
    if (start == null) {
      return;
    }
    var matched = ctx.endpoints().matchedHttpEndpoint();
    String endpoint = matched == null ? "none" : matched.path;
    String method = ctx.req().getMethod();
    listener.answered(
        METHODS.contains(method) ? method : "other",
        endpoint,
        ctx.statusCode(),
        System.nanoTime() - start);
    Judged judged = ctx.attribute(JUDGED);
    if (judged != null) {
      listener.judged(endpoint, judged.accepted(), judged.rejected(), judged.unconfirmed());
    }
  }
}
