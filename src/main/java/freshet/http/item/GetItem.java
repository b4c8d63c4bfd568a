package freshet.http.item;

import freshet.event.Item;
import freshet.event.ItemId;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.QueryParameters;
import freshet.http.exchange.Words;
import freshet.recommend.Catalogue;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code GET /v1/items/{item}}: what the site says about an item; 404 if nothing. */
public final class GetItem implements Endpoint {
  private final Catalogue catalogue;

  public GetItem(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/items/{item}",
        this::handle,
        Description.of("items", "What the site says about an item")
            .takes(Parameter.path("item", "Which item"))
            .answers(200, "All it says", ItemView.class)
            .problems(400, 404));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    ItemId id = new ItemId(ctx.pathParam("item"));
    Item item = catalogue.find(id).orElseThrow(() -> unknown(ctx, id).exception());
    Json.answer(ctx, 200, ItemView.of(item));
  }

  private static Problem unknown(Context ctx, ItemId id) {
    return Problem.of(
            404,
            "item \"%s\" is not described; describe it with PUT %s"
                .formatted(id, Words.shown(ctx.path())))
        .blaming("item");
  }
}
