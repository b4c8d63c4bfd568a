package freshet.http.profile;

import freshet.event.UserId;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.QueryParameters;
import freshet.http.person.Persons;
import freshet.http.position.After;
import freshet.query.StateAnswer;
import freshet.recommend.Catalogue;
import freshet.recommend.KeptProfile;
import freshet.recommend.Recommendations;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * {@code GET /v1/users/{user}/profile}: all that is kept about a user; empty for one nobody has
 * seen.
 */
public final class GetProfile implements Endpoint {
  private final Persons persons;
  private final Recommendations recommendations;
  private final Catalogue catalogue;
  private final After after;

  public GetProfile(
      Persons persons, Recommendations recommendations, Catalogue catalogue, After after) {
    this.persons = persons;
    this.recommendations = recommendations;
    this.catalogue = catalogue;
    this.after = after;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/users/{user}/profile",
        after.waiting(this::handle),
        Description.of("users", "What is kept about a user; empty for a stranger")
            .takes(Parameter.path("user", "Whose"), After.DESCRIBED)
            .answers(200, "All that is kept", ProfileView.class)
            .problems(400, 503));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx, After.PARAMETER);
    UserId user = new UserId(ctx.pathParam("user"));
    StateAnswer<KeptProfile> answer = persons.profile(user);
    KeptProfile kept = kept(answer);
    Json.answer(
        ctx,
        200,
        ProfileView.of(
            user.value(),
            kept,
            recommendations.tagProfile(kept.history()),
            catalogue,
            After.note(ctx).or(() -> stale(answer))));
  }

  private static Optional<String> stale(StateAnswer<KeptProfile> answer) {
    return answer instanceof StateAnswer.Found<KeptProfile> found && found.stale()
        ? Optional.of("what the user did last may be missing; ask again in a moment")
        : Optional.empty();
  }

  private static KeptProfile kept(StateAnswer<KeptProfile> answer) {
    if (answer instanceof StateAnswer.Found<KeptProfile> found) {
      return found.value();
    }
    if (answer instanceof StateAnswer.Absent<KeptProfile>) {
      return KeptProfile.EMPTY;
    }
    // The why is for the operator; it may name hosts.
    throw Problem.unavailable("the user's profile cannot be read now; try again in a second")
        .exception();
  }
}
