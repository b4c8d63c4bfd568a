package freshet.http.profile;

import freshet.event.UserId;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.QueryParameters;
import freshet.recommend.Catalogue;
import freshet.recommend.HistoryReader;
import freshet.recommend.Recommendations;
import freshet.recommend.UserHistory;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/**
 * {@code GET /v1/users/{user}/profile}: what is kept about a user; empty for one nobody has seen.
 */
public final class GetProfile implements Endpoint {
  private final HistoryReader histories;
  private final Recommendations recommendations;
  private final Catalogue catalogue;

  public GetProfile(HistoryReader histories, Recommendations recommendations, Catalogue catalogue) {
    this.histories = histories;
    this.recommendations = recommendations;
    this.catalogue = catalogue;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/users/{user}/profile",
        this::handle,
        Description.of("users", "What is kept about a user; empty for a stranger")
            .takes(Parameter.path("user", "Whose"))
            .answers(200, "All that is kept", ProfileView.class)
            .problems(400, 503));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    UserId user = new UserId(ctx.pathParam("user"));
    UserHistory history = history(histories.read(user));
    Json.answer(
        ctx,
        200,
        ProfileView.of(user.value(), history, recommendations.tagProfile(history), catalogue));
  }

  private static UserHistory history(HistoryReader.Answer answer) {
    if (answer instanceof HistoryReader.Known known) {
      return known.history();
    }
    // The why is for the operator; it may name hosts.
    throw Problem.unavailable("the user's profile cannot be read now; try again in a second")
        .exception();
  }
}
