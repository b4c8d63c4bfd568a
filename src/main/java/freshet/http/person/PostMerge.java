package freshet.http.person;

import freshet.event.InvalidInputException;
import freshet.event.UserId;
import freshet.http.batch.Batch;
import freshet.http.batch.BatchReader;
import freshet.http.batch.Delivery;
import freshet.http.batch.Fields;
import freshet.http.batch.RequestBody;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.QueryParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code POST /v1/users/{user}/merge}: what was done under another id, or in a session, becomes the
 * user's; 202 when it will be done.
 */
public final class PostMerge implements Endpoint {
  private final Persons persons;
  private final Delivery delivery;
  private final int maxBodyBytes;

  public PostMerge(Persons persons, Delivery delivery, int maxBodyBytes) {
    this.persons = persons;
    this.delivery = delivery;
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/users/{user}/merge", this::handle);
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    UserId user = new UserId(ctx.pathParam("user"));
    Batch<UserId> batch =
        BatchReader.read(RequestBody.one(ctx, maxBodyBytes), 1, fields -> from(fields, user));
    if (!batch.single()) {
      throw Problem.of(400, "the body is a list; send one object for each id").exception();
    }
    UserId from = batch.sole();
    delivery.send(
        ctx,
        List.of(from),
        one -> persons.merge(one, user),
        receipt -> {
          if (!receipt.complete()) {
            throw Problem.unavailable(
                    "the log has not confirmed the merge; send it again, twice does no harm")
                .exception();
          }
          Map<String, Object> body = new LinkedHashMap<>();
          body.put("user", user.value());
          body.put("from", from.value());
          Json.answer(ctx, 202, body);
        });
  }

  private static UserId from(Fields fields, UserId user) throws IOException {
    String from = null;
    String session = null;
    while (fields.next()) {
      switch (fields.name()) {
        case "from" -> from = fields.text();
        case "session" -> session = fields.text();
        default -> fields.skip();
      }
    }
    fields.check();
    if (from != null && session != null) {
      throw new InvalidInputException("session", "stands beside from; give one of them");
    }
    if (session == null) {
      Fields.require("from", from);
    }
    UserId other = session == null ? new UserId(from) : UserId.ofSession(session);
    if (other.equals(user)) {
      throw new InvalidInputException(
          "from", "is the user itself; give the id that the user had before");
    }
    return other;
  }
}
