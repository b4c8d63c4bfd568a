package freshet.http.slate;

import freshet.event.UserId;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.QueryParameters;
import freshet.recommend.Catalogue;
import freshet.recommend.Recommendations;
import freshet.recommend.Slate;
import freshet.recommend.SlateRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code GET /v1/users/{user}/recommendations}: a slate for a user, known or not. */
public final class GetRecommendations implements Endpoint {
  private final Recommendations recommendations;
  private final Catalogue catalogue;

  public GetRecommendations(Recommendations recommendations, Catalogue catalogue) {
    this.recommendations = recommendations;
    this.catalogue = catalogue;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/users/{user}/recommendations",
        this::handle,
        Description.of("slates", "A slate for a user, known or not")
            .more("Show it in its order; an unknown user gets what is popular.")
            .takes(
                Parameter.path("user", "For whom"),
                SlateParameters.K,
                SlateParameters.TYPE,
                SlateParameters.EXCLUDE,
                SlateParameters.EXPLAIN)
            .answers(200, "The slate, best first", SlateView.class)
            .problems(400));
  }

  private void handle(Context ctx) {
    SlateQuery query = new SlateQuery(QueryParameters.of(ctx, "k", "type", "exclude", "explain"));
    UserId user = new UserId(ctx.pathParam("user"));
    boolean explain = query.explain();
    Slate slate =
        recommendations.recommend(new SlateRequest(user, query.k(), query.type(), query.exclude()));
    Json.answer(ctx, 200, SlateView.of(slate, catalogue, explain).forUser(user.value()));
  }
}
