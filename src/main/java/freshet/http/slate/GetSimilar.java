package freshet.http.slate;

import freshet.event.ItemId;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.recommend.Catalogue;
import freshet.recommend.Recommendations;
import freshet.recommend.Slate;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code GET /v1/items/{item}/similar}: a slate of items like one item. */
public final class GetSimilar implements Endpoint {
  private final Recommendations recommendations;
  private final Catalogue catalogue;

  public GetSimilar(Recommendations recommendations, Catalogue catalogue) {
    this.recommendations = recommendations;
    this.catalogue = catalogue;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/items/{item}/similar",
        this::handle,
        Description.of("slates", "What people touch after an item, then what shares its tags")
            .takes(Parameter.path("item", "Like which item"))
            .takes(SlateParameters.plain())
            .answers(200, "The slate, best first", SlateView.class)
            .problems(400));
  }

  private void handle(Context ctx) {
    SlateQuery query = SlateQuery.plain(ctx);
    ItemId item = new ItemId(ctx.pathParam("item"));
    Slate slate = recommendations.similar(item, query.request());
    Json.answer(ctx, 200, SlateView.of(slate, catalogue, false).like(item.value()));
  }
}
