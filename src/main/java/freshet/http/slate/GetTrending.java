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

/** {@code GET /v1/trending}: a slate of what grows, for everybody. */
public final class GetTrending implements Endpoint {
  private final Recommendations recommendations;
  private final Catalogue catalogue;

  public GetTrending(Recommendations recommendations, Catalogue catalogue) {
    this.recommendations = recommendations;
    this.catalogue = catalogue;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/trending",
        this::handle,
        Description.of("slates", "What grows, for everybody")
            .takes(SlateParameters.plain(SlateParameters.HALF_LIFE, SlateParameters.CURSOR))
            .answers(200, "The slate, best first", SlateView.class)
            .problems(400, 503));
  }

  private void handle(Context ctx) {
    SlateQuery query = SlateQuery.plain(ctx, "half-life", "cursor");
    SlateRequest request = query.request();
    Slate slate = recommendations.feed(new Order.Trending(query.halfLife()), request);
    Json.answer(ctx, 200, SlateView.of(slate, request, catalogue, false));
  }
}
