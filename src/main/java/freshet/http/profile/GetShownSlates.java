package freshet.http.profile;

import freshet.event.UserId;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.QueryParameters;
import freshet.http.person.Persons;
import freshet.query.StateAnswer;
import freshet.recommend.impression.ShownSlate;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;

/**
 * {@code GET /v1/users/{user}/slates}: which slates a user was shown lately, and what they did with
 * them; empty for one nobody has seen.
 */
public final class GetShownSlates implements Endpoint {
  private final Persons persons;

  public GetShownSlates(Persons persons) {
    this.persons = persons;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/users/{user}/slates",
        this::handle,
        Description.of("users", "The slates that a user was shown lately, and what became of them")
            .takes(Parameter.path("user", "Whose"))
            .answers(200, "All that is kept, the latest first", ShownSlatesView.class)
            .problems(400, 503));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    UserId user = new UserId(ctx.pathParam("user"));
    Json.answer(ctx, 200, ShownSlatesView.of(user, kept(persons.slates(user))));
  }

  private static List<ShownSlate> kept(StateAnswer<List<ShownSlate>> answer) {
    if (answer instanceof StateAnswer.Found<List<ShownSlate>> found) {
      return found.value();
    }
    if (answer instanceof StateAnswer.Absent<List<ShownSlate>>) {
      return List.of();
    }
    // The why is for the operator; it may name hosts.
    throw Problem.unavailable("the user's slates cannot be read now; try again in a second")
        .exception();
  }
}
