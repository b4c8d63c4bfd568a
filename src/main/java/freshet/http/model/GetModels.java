package freshet.http.model;

import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.QueryParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code GET /v1/models}: which model serves, what is being trained, and all there are. */
public final class GetModels implements Endpoint {
  private final Models models;

  public GetModels(Models models) {
    this.models = models;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/models",
        this::handle,
        Description.of("models", "Which model serves, what is being trained, and all there are")
            .answers(200, "All that is known of the models", Models.Overview.class)
            .problems(400));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    Json.answer(ctx, 200, models.overview());
  }
}
