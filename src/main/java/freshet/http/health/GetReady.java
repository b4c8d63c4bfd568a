package freshet.http.health;

import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code GET /health/ready}: 200 if this instance can answer well, 503 with the reasons if not. */
public final class GetReady implements Endpoint {
  private final Readiness readiness;

  public GetReady(Readiness readiness) {
    this.readiness = readiness;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/health/ready",
        this::handle,
        Description.of("operations", "Whether this instance can answer well")
            .answers(200, "It can", Readiness.State.class)
            .problems(503));
  }

  private void handle(Context ctx) {
    Readiness.State state = readiness.now();
    if (!state.ready()) {
      throw Problem.unavailable("not every part is ready; see parts, and try again in a second")
          .with("ready", false)
          .with("parts", state.parts())
          .exception();
    }
    Json.answer(ctx, 200, state);
  }
}
