package freshet.http.model;

import freshet.event.InvalidInputException;
import freshet.http.batch.Batch;
import freshet.http.batch.BatchReader;
import freshet.http.batch.Fields;
import freshet.http.batch.RequestBody;
import freshet.http.description.Body;
import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.QueryParameters;
import freshet.http.exchange.Words;
import freshet.http.model.Models.Wishes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@code POST /v1/models/retrain}: asks for a new model; 202 with the id of the request when the
 * log has it. A body may say how the training is to differ from the settings: {@code days}, {@code
 * epochs}, {@code seed}.
 */
public final class PostRetrain implements Endpoint {
  /** What is answered: the id of the request. */
  record Asked(String request) {}

  private static final int MAX_BODY_BYTES = 4_096;
  private static final Wishes NONE =
      new Wishes(OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());

  private final Models models;
  private final Confirmation confirmation;

  /**
   * @param timeout how long a request waits for the log
   */
  public PostRetrain(Models models, Duration timeout) {
    this.models = models;
    this.confirmation = new Confirmation(timeout);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.post(
        routes,
        "/v1/models/retrain",
        this::handle,
        Description.of("models", "Asks for a new model")
            .more("A body may say how the training is to differ from the settings.")
            .carries(Body.perhaps(Wishes.class))
            .answers(202, "Kafka has the request", Asked.class)
            .problems(400, 413, 415, 422, 503));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    Wishes wishes = ctx.req().getContentLengthLong() == 0 || hasNoBody(ctx) ? NONE : wishes(ctx);
    confirmation.await(
        ctx, () -> models.retrain(wishes), id -> Json.answer(ctx, 202, new Asked(id)));
  }

  private static boolean hasNoBody(Context ctx) {
    return ctx.req().getContentLengthLong() < 0 && ctx.header("Transfer-Encoding") == null;
  }

  private static Wishes wishes(Context ctx) {
    Batch<Wishes> batch =
        BatchReader.read(RequestBody.one(ctx, MAX_BODY_BYTES), 1, PostRetrain::read);
    if (!batch.single()) {
      throw Problem.of(400, "the body is a list; send one object, or nothing").exception();
    }
    return batch.sole();
  }

  private static Wishes read(Fields fields) throws IOException {
    Double days = null;
    Double epochs = null;
    Double seed = null;
    String unknown = null;
    while (fields.next()) {
      switch (fields.name()) {
        case "days" -> days = fields.number();
        case "epochs" -> epochs = fields.number();
        case "seed" -> seed = fields.number();
        default -> {
          // A slip of the pen would cost a training of an hour.
          unknown = fields.name();
          fields.skip();
        }
      }
    }
    fields.check();
    if (unknown != null) {
      throw new InvalidInputException(
          Words.shown(unknown), "is not known here; give days, epochs and seed only");
    }
    return new Wishes(
        positive("days", days),
        positive("epochs", epochs),
        seed == null ? OptionalLong.empty() : OptionalLong.of(whole("seed", seed, 0, 1L << 53)));
  }

  private static OptionalInt positive(String field, Double value) {
    return value == null
        ? OptionalInt.empty()
        : OptionalInt.of((int) whole(field, value, 1, 100_000));
  }

  private static long whole(String field, double value, long least, long most) {
    if (value != Math.rint(value) || value < least || value > most) {
      throw new InvalidInputException(
          field, "is out of range; give a whole number from %d to %d".formatted(least, most));
    }
    return (long) value;
  }
}
