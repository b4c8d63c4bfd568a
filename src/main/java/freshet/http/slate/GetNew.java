package freshet.http.slate;

import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.recommend.Catalogue;
import freshet.recommend.Order;
import freshet.recommend.Recommendations;
import freshet.recommend.Slate;
import freshet.recommend.SlateRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code GET /v1/new}: a slate of what was made last, for everybody. */
public final class GetNew implements Endpoint {
  private final Recommendations recommendations;
  private final Catalogue catalogue;

  public GetNew(Recommendations recommendations, Catalogue catalogue) {
    this.recommendations = recommendations;
    this.catalogue = catalogue;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/new",
        this::handle,
        Description.of("slates", "What was made last, for everybody")
            .takes(SlateParameters.plain(SlateParameters.CURSOR))
            .answers(200, "The slate, the newest first", SlateView.class)
            .problems(400));
  }

  private void handle(Context ctx) {
    SlateRequest request = SlateQuery.plain(ctx, "cursor").request();
    Slate slate = recommendations.feed(new Order.Latest(), request);
    Json.answer(ctx, 200, SlateView.of(slate, request, catalogue, false));
  }
}
