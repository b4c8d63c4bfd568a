package freshet.http.experiment;

import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.QueryParameters;
import freshet.recommend.experiment.Experiments;
import freshet.recommend.impression.Engagement;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code GET /v1/experiments}: the experiments that run, and what has come of them so far. */
public final class GetExperiments implements Endpoint {
  private final Experiments experiments;
  private final Engagement engagement;

  public GetExperiments(Experiments experiments, Engagement engagement) {
    this.experiments = experiments;
    this.engagement = engagement;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/experiments",
        this::handle,
        Description.of("experiments", "The experiments that run and what has come of them")
            .more(
                "Intervals are of 95 % confidence (delta method, users as units) and absent while"
                    + " a group has fewer than two users.")
            .answers(200, "Each experiment with its groups", ExperimentsView.class)
            .problems(400));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    Json.answer(ctx, 200, ExperimentsView.of(experiments, engagement.sums()));
  }
}
