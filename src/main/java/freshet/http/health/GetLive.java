package freshet.http.health;

import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import io.javalin.config.RoutesConfig;
import java.util.Map;

/** {@code GET /health/live}: 200 as long as the process serves; if not, it should be restarted. */
public final class GetLive implements Endpoint {
  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(routes, "/health/live", ctx -> Json.answer(ctx, 200, Map.of("live", true)));
  }
}
