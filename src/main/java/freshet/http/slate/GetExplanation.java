package freshet.http.slate;

import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.recommend.Catalogue;
import freshet.recommend.Presets;
import freshet.recommend.Recommendations;
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
  private final Presets presets;

  public GetExplanation(Recommendations recommendations, Catalogue catalogue, Presets presets) {
    this.recommendations = recommendations;
    this.catalogue = catalogue;
    this.presets = presets;
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
    SlateQuery query = SlateQuery.personalWithout("explain", ctx, presets);
    Optional<UserId> user = Optional.of(new UserId(ctx.pathParam("user")));
    ItemId item = new ItemId(ctx.pathParam("item"));
    SlateRequest request = query.request(user, query.preset(user));
    Json.answer(
        ctx,
        200,
        ExplanationView.of(
            user.get(), recommendations.explain(item, request), request.k(), catalogue));
  }
}
