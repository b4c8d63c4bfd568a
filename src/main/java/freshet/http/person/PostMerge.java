package freshet.http.person;

import freshet.event.InvalidInputException;
import freshet.event.UserId;
import freshet.http.batch.Batch;
import freshet.http.batch.BatchReader;
import freshet.http.batch.Delivery;
import freshet.http.batch.Fields;
import freshet.http.batch.RequestBody;
import freshet.http.description.Body;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.QueryParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

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

  /** The fields that are read. */
  record MergeBody(
      @Schema(description = "The id the user had before") Optional<String> from,
      @Schema(description = "Instead of that: the session they were known by")
          Optional<String> session) {}

  /** Whose becomes whose. */
  record Merged(String user, String from) {}

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.post(
        routes,
        "/v1/users/{user}/merge",
        this::handle,
        Description.of("users", "What was done under another id or in a session becomes the user's")
            .takes(Parameter.path("user", "Whose it becomes"))
            .carries(Body.one(MergeBody.class))
            .answers(202, "It will be done", Merged.class)
            .problems(400, 413, 415, 422, 503));
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
          Json.answer(ctx, 202, new Merged(user.value(), from.value()));
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
