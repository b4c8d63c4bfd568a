package freshet.http.guard;

import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Set;

/**
 * What pages in a browser may do. Those of named origins may call the server (CORS, as the Fetch
 * standard has it), and others may change nothing, with or without a browser's asking first.
 * Answers tell the browser not to guess types, not to show them in frames and not to say where it
 * came from.
 */
public final class Pages implements Endpoint {
  private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
  private static final String HEADERS =
      "Authorization, Content-Type, X-API-Key, X-Request-Id, traceparent, tracestate";
  private static final String EXPOSED = "Retry-After, X-Request-Id";
  private static final String MAX_AGE_SECONDS = "7200";
  private static final String POLICY =
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final Set<String> origins;

  public Pages(GuardSettings settings) {
    this.origins = Set.copyOf(settings.origins());
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(this::check);
    routes.after(Pages::describe);
  }

  private void check(Context ctx) {
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    String origin = ctx.header("Origin");
    boolean allowed = origin != null && origins.contains(origin);
    if (!origins.isEmpty()) {
      ctx.header("Vary", "Origin");
    }
    if (allowed) {
      ctx.header("Access-Control-Allow-Origin", origin);
      ctx.header("Access-Control-Expose-Headers", EXPOSED);
      if (isPreflight(ctx)) {
        ctx.header("Access-Control-Allow-Methods", METHODS);
        ctx.header("Access-Control-Allow-Headers", HEADERS);
        ctx.header("Access-Control-Max-Age", MAX_AGE_SECONDS);
        ctx.status(204).skipRemainingHandlers();
      }
    } else if (isFromElsewhere(ctx) && !SAFE.contains(ctx.req().getMethod())) {
      throw Problem.of(
              403,
              "a page of another origin may not change anything here; add its origin to http.cors.origins")
          .exception();
    }
  }

  private static boolean isPreflight(Context ctx) {
    return ctx.req().getMethod().equals("OPTIONS")
        && ctx.header("Access-Control-Request-Method") != null;
  }

  /** A browser says so itself; a proxy in between does not change it as it may change the host. */
  private static boolean isFromElsewhere(Context ctx) {
    String site = ctx.header("Sec-Fetch-Site");
    return "cross-site".equals(site) || "same-site".equals(site);
  }

  private static void describe(Context ctx) {
    String type = ctx.res().getContentType();
    if (type != null && type.startsWith("text/html")) {
      if (!ctx.res().containsHeader("Content-Security-Policy")) {
        ctx.header("Content-Security-Policy", POLICY);
      }
    }
  }
}
