package freshet.http.slate;

import freshet.event.UserId;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.QueryParameters;
import freshet.http.position.After;
import freshet.recommend.Catalogue;
import freshet.recommend.Recommendations;
import freshet.recommend.Slate;
import freshet.recommend.SlateRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/**
 * {@code GET /v1/users/{user}/recommendations} and {@code GET
 * /v1/sessions/{session}/recommendations}: a slate for a user, known or not, or for a visitor of
 * whom only the session is known.
 */
public final class GetRecommendations implements Endpoint {
  private final Recommendations recommendations;
  private final Catalogue catalogue;

  private final After after;

  public GetRecommendations(Recommendations recommendations, Catalogue catalogue, After after) {
    this.recommendations = recommendations;
    this.catalogue = catalogue;
    this.after = after;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/users/{user}/recommendations",
        after.waiting(ctx -> handle(ctx, new UserId(ctx.pathParam("user")))));
    Endpoint.get(
        routes,
        "/v1/sessions/{session}/recommendations",
        after.waiting(ctx -> handle(ctx, UserId.ofSession(ctx.pathParam("session")))));
  }

  private void handle(Context ctx, UserId user) {
    SlateQuery query =
        new SlateQuery(QueryParameters.of(ctx, "k", "type", "exclude", "explain", After.PARAMETER));
    boolean explain = query.explain();
    Slate slate =
        recommendations.recommend(new SlateRequest(user, query.k(), query.type(), query.exclude()));
    slate = After.note(ctx).map(slate::degradedBy).orElse(slate);
    Json.answer(ctx, 200, SlateView.of(slate, catalogue, explain).forUser(user.value()));
  }
}
