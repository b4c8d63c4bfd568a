package freshet.http.health;

import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.QueryParameters;
import freshet.http.exchange.Words;
import freshet.http.health.RecommendationHealth.Layer;
import freshet.http.health.RecommendationHealth.LayerError;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/**
 * {@code GET /v1/health/recommendations}: how each layer does, and the stream and the state behind
 * them. Always 200: whoever wants to be told by a status asks {@code /health/ready}.
 */
public final class GetRecommendationHealth implements Endpoint {
  private final RecommendationHealth health;

  public GetRecommendationHealth(RecommendationHealth health) {
    this.health = health;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/health/recommendations",
        this::handle,
        Description.of("health", "How layers, stream and stores do, and what went wrong last")
            .answers(200, "Of this instance", RecommendationHealth.State.class)
            .problems(400));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    RecommendationHealth.State state = health.now();
    Json.answer(
        ctx,
        200,
        new RecommendationHealth.State(
            state.status(),
            state.since(),
            state.layers().stream().map(GetRecommendationHealth::shown).toList(),
            state.slates(),
            state.stream()));
  }

  /** An error may quote what a caller sent. */
  private static Layer shown(Layer layer) {
    return new Layer(
        layer.layer(),
        Words.shown(layer.state()),
        layer.calls(),
        layer.silences(),
        layer.failures(),
        layer.fallbacks(),
        layer.latencyMillis(),
        layer.model(),
        layer.lastErrors().stream()
            .map(
                error ->
                    new LayerError(
                        error.since(), error.latest(), Words.shown(error.error()), error.times()))
            .toList());
  }
}
