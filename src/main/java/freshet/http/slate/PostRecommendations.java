package freshet.http.slate;

import freshet.event.InteractionTypes;
import freshet.http.description.Body;
import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.recommend.Catalogue;
import freshet.recommend.Presets;
import freshet.recommend.Recommendations;
import freshet.recommend.Slate;
import freshet.recommend.SlateRequest;
import freshet.recommend.UserHistory;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;

/**
 * {@code POST /v1/recommendations}: a slate for somebody without an account, from what the caller
 * says they did. Nothing of it is kept.
 */
public final class PostRecommendations implements Endpoint {
  private final Recommendations recommendations;
  private final Catalogue catalogue;
  private final Presets presets;
  private final HistoryBody bodies;

  public PostRecommendations(
      Recommendations recommendations,
      Catalogue catalogue,
      Presets presets,
      InteractionTypes types,
      Clock clock,
      int maxBodyBytes) {
    this.recommendations = recommendations;
    this.catalogue = catalogue;
    this.presets = presets;
    this.bodies = new HistoryBody(types, clock, maxBodyBytes);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.post(
        routes,
        "/v1/recommendations",
        this::handle,
        Description.of("slates", "A slate for somebody without an account, from a history")
            .more("Nothing of it is kept.")
            .takes(SlateParameters.personal(SlateParameters.CURSOR))
            .carries(Body.one(HistoryOutline.class))
            .answers(200, "The slate, best first", SlateView.class)
            .problems(400, 413, 415, 422));
  }

  private void handle(Context ctx) {
    SlateQuery query = SlateQuery.personal(ctx, presets, "cursor");
    boolean explain = query.explain();
    UserHistory history = bodies.read(ctx);
    SlateRequest request = query.request().having(history);
    Slate slate = recommendations.recommend(request);
    Json.answer(ctx, 200, SlateView.of(slate, request, catalogue, explain));
  }
}
