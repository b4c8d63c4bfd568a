package freshet.http.slate;

import freshet.event.UserId;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.recommend.Catalogue;
import freshet.recommend.Recommendations;
import freshet.recommend.Scenarios;
import freshet.recommend.Slate;
import freshet.recommend.SlateRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** {@code GET /v1/users/{user}/recommendations}: a slate for a user, known or not. */
public final class GetRecommendations implements Endpoint {
  private final Recommendations recommendations;
  private final Catalogue catalogue;
  private final Scenarios scenarios;

  public GetRecommendations(
      Recommendations recommendations, Catalogue catalogue, Scenarios scenarios) {
    this.recommendations = recommendations;
    this.catalogue = catalogue;
    this.scenarios = scenarios;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/users/{user}/recommendations",
        this::handle,
        Description.of("slates", "A slate for a user, known or not")
            .more("Show it in its order; an unknown user gets what is popular.")
            .takes(Parameter.path("user", "For whom"))
            .takes(SlateParameters.personal(SlateParameters.CURSOR))
            .answers(200, "The slate, best first", SlateView.class)
            .problems(400));
  }

  private void handle(Context ctx) {
    SlateQuery query = SlateQuery.personal(ctx, scenarios, "cursor");
    SlateRequest request = query.request(Optional.of(new UserId(ctx.pathParam("user"))));
    boolean explain = query.explain();
    Slate slate = recommendations.recommend(request);
    Json.answer(ctx, 200, SlateView.of(slate, request, catalogue, explain));
  }
}
