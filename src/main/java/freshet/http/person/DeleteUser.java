package freshet.http.person;

import freshet.event.ErasureId;
import freshet.event.UserId;
import freshet.http.batch.Delivery;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.QueryParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  @Override
  public void addTo(RoutesConfig routes) {
    routes.delete("/v1/users/{user}", this::handle);
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
          Map<String, Object> body = new LinkedHashMap<>();
          body.put("erasure", id.value());
          body.put("state", ErasureView.ACCEPTED);
          ctx.header("Location", "/v1/erasures/" + id.value());
          Json.answer(ctx, 202, body);
        });
  }
}
