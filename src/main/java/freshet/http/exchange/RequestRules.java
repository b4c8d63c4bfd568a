package freshet.http.exchange;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** What every request must obey before an endpoint sees it. */
public final class RequestRules implements Endpoint {
  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(RequestRules::check);
  }

  private static void check(Context ctx) {
    // Javalin would obey it, and so let a caller past a proxy that allows only GET.
    if (ctx.header("X-HTTP-Method-Override") != null) {
      throw Problem.of(
              400, "X-HTTP-Method-Override is not supported; send the method in the request line")
          .exception();
    }
    try {
      PercentEncoding.decode(ctx.path());
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              400,
              "the path cannot be read: %s; percent-encode each id as UTF-8"
                  .formatted(e.getMessage()))
          .exception();
    }
  }
}
