package freshet.http.person;

import freshet.event.Erasure;
import freshet.event.ErasureId;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.QueryParameters;
import freshet.http.exchange.Words;
import freshet.query.StateAnswer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** {@code GET /v1/erasures/{erasure}}: how far an erasure is, and the proof that it was done. */
public final class GetErasure implements Endpoint {
  private final Persons persons;

  public GetErasure(Persons persons) {
    this.persons = persons;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/erasures/{erasure}",
        this::handle,
        Description.of("users", "How far an erasure is, and the proof that it was done")
            .takes(Parameter.path("erasure", "The id that the erasure was answered with"))
            .answers(200, "How far it is", ErasureView.class)
            .problems(400, 404, 503));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    ErasureId id = new ErasureId(ctx.pathParam("erasure"));
    StateAnswer<Erasure> answer = persons.erasure(id);
    if (answer instanceof StateAnswer.Found<Erasure> found) {
      Json.answer(ctx, 200, ErasureView.of(found.value()));
    } else if (answer instanceof StateAnswer.Absent<Erasure>) {
      throw Problem.of(
              404,
              "no erasure \"%s\" is known; give the id that DELETE /v1/users/{user} answered, and ask again if that was a moment ago"
                  .formatted(Words.shown(id.value())))
          .exception();
    } else {
      throw Problem.unavailable("erasures cannot be read now; try again in a second").exception();
    }
  }
}
