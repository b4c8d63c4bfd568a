package freshet.http.slate;

import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.recommend.Catalogue;
import freshet.recommend.Recommendations;
import freshet.recommend.Scenarios;
import freshet.recommend.SlateRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * {@code GET /v1/users/{user}/explanations/{item}}: why an item is in the slate that the same query
 * would give, or why not.
 */
public final class GetExplanation implements Endpoint {
  private final Recommendations recommendations;
  private final Catalogue catalogue;
  private final Scenarios scenarios;

  public GetExplanation(Recommendations recommendations, Catalogue catalogue, Scenarios scenarios) {
    this.recommendations = recommendations;
    this.catalogue = catalogue;
    this.scenarios = scenarios;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/users/{user}/explanations/{item}",
        this::handle,
        Description.of("slates", "Why an item is shown to a user, or why not")
            .takes(Parameter.path("user", "To whom"), Parameter.path("item", "Which item"))
            .takes(SlateParameters.without(SlateParameters.EXPLAIN, SlateParameters.personal()))
            .answers(200, "What speaks for it and what stands in its way", ExplanationView.class)
            .problems(400));
  }

  private void handle(Context ctx) {
    SlateQuery query = SlateQuery.personalWithout("explain", ctx, scenarios);
    UserId user = new UserId(ctx.pathParam("user"));
    ItemId item = new ItemId(ctx.pathParam("item"));
    SlateRequest request = query.request(Optional.of(user));
    Json.answer(
        ctx,
        200,
        ExplanationView.of(user, recommendations.explain(item, request), request.k(), catalogue));
  }
}
