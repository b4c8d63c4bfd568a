package freshet.http.person;

import freshet.event.ErasureId;
import freshet.event.UserId;
import freshet.http.batch.Delivery;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.QueryParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;

/**
 * {@code DELETE /v1/users/{user}}: erases all that is kept about a user, known or not; 202 with the
 * id of the erasure when it will be done.
 */
public final class DeleteUser implements Endpoint {
  private final Persons persons;
  private final Delivery delivery;

  public DeleteUser(Persons persons, Delivery delivery) {
    this.persons = persons;
    this.delivery = delivery;
  }

  /** An erasure that will be done. */
  record Begun(String erasure, String state) {}

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.delete(
        routes,
        "/v1/users/{user}",
        this::handle,
        Description.of("users", "Erases all that is kept about a user, known or not")
            .takes(Parameter.path("user", "Whom"))
            .answers(202, "It will be done; GET /v1/erasures/{erasure} proves it", Begun.class)
            .problems(400, 503));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    UserId user = new UserId(ctx.pathParam("user"));
    ErasureId id = new ErasureId(UUID.randomUUID().toString());
    delivery.send(
        ctx,
        List.of(user),
        one -> persons.erase(one, id),
        receipt -> {
          if (!receipt.complete()) {
            throw Problem.unavailable(
                    "the log has not confirmed the erasure; send it again, twice does no harm")
                .exception();
          }
          ctx.header("Location", "/v1/erasures/" + id.value());
          Json.answer(ctx, 202, new Begun(id.value(), ErasureView.ACCEPTED));
        });
  }
}
