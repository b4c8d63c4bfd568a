package freshet.http.experiment;

import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.QueryParameters;
import freshet.recommend.impression.Engagement;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code GET /v1/engagement}: how users take what they are shown. */
public final class GetEngagement implements Endpoint {
  private final Engagement engagement;

  public GetEngagement(Engagement engagement) {
    this.engagement = engagement;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/engagement",
        this::handle,
        Description.of("experiments", "How users take what they are shown")
            .more(
                "Rates are shares of impressions: of the items of slates for users that were"
                    + " answered.")
            .answers(200, "Counts and rates by dimension", EngagementView.class)
            .problems(400));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    Json.answer(ctx, 200, EngagementView.of(engagement.sums()));
  }
}
