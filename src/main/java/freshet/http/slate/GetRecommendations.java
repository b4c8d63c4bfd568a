package freshet.http.slate;

import freshet.event.UserId;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.position.After;
import freshet.recommend.Catalogue;
import freshet.recommend.Preset;
import freshet.recommend.Presets;
import freshet.recommend.Recommendations;
import freshet.recommend.Slate;
import freshet.recommend.SlateRequest;
import freshet.recommend.impression.ServedSlate;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * {@code GET /v1/users/{user}/recommendations} and {@code GET
 * /v1/sessions/{session}/recommendations}: a slate for a user, known or not, or for a visitor of
 * whom only the session is known.
 */
public final class GetRecommendations implements Endpoint {
  private final Recommendations recommendations;
  private final Catalogue catalogue;
  private final Presets presets;
  private final Serving serving;
  private final After after;

  public GetRecommendations(
      Recommendations recommendations,
      Catalogue catalogue,
      Presets presets,
      Serving serving,
      After after) {
    this.recommendations = recommendations;
    this.catalogue = catalogue;
    this.presets = presets;
    this.serving = serving;
    this.after = after;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/users/{user}/recommendations",
        after.waiting(ctx -> handle(ctx, new UserId(ctx.pathParam("user")))),
        described("A slate for a user, known or not", Parameter.path("user", "For whom")));
    Endpoint.get(
        routes,
        "/v1/sessions/{session}/recommendations",
        after.waiting(ctx -> handle(ctx, UserId.ofSession(ctx.pathParam("session")))),
        described(
            "The same for a visitor of whom only the session is known",
            Parameter.path("session", "Whose").ofAtMost(UserId.MAX_SESSION_LENGTH)));
  }

  private static Description described(String summary, Parameter whose) {
    return Description.of("slates", summary)
        .more("Show it in its order; an unknown user gets what is popular.")
        .takes(whose)
        .takes(SlateParameters.personal(SlateParameters.CURSOR, After.DESCRIBED))
        .answers(200, "The slate, best first", SlateView.class)
        .problems(400);
  }

  private void handle(Context ctx, UserId user) {
    SlateQuery query = SlateQuery.personal(ctx, presets, "cursor", After.PARAMETER);
    Preset preset = query.preset(Optional.of(user));
    SlateRequest request = query.request(Optional.of(user), preset);
    boolean explain = query.explain();
    Slate slate = recommendations.recommend(request);
    slate = After.note(ctx).map(slate::degradedBy).orElse(slate);
    String id = serving.served(ctx, ServedSlate.Endpoint.RECOMMENDATIONS, request, preset, slate);
    Json.answer(ctx, 200, SlateView.of(id, slate, request, catalogue, explain));
  }
}
