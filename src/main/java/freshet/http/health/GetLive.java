package freshet.http.health;

import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import io.javalin.config.RoutesConfig;

/** {@code GET /health/live}: 200 as long as the process serves; if not, it should be restarted. */
public final class GetLive implements Endpoint {
  /** What is answered. */
  record Live(boolean live) {}

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/health/live",
        ctx -> Json.answer(ctx, 200, new Live(true)),
        Description.of("operations", "Whether the process serves; if not, restart it")
            .answers(200, "It does", Live.class));
  }
}
