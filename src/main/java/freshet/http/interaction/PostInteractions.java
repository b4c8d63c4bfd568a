package freshet.http.interaction;

import freshet.event.Admission;
import freshet.event.InteractionLog;
import freshet.http.batch.Batch;
import freshet.http.batch.BatchAnswer;
import freshet.http.batch.BatchOutcome;
import freshet.http.batch.BatchReader;
import freshet.http.batch.Delivery;
import freshet.http.batch.RequestBody;
import freshet.http.description.Body;
import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.QueryParameters;
import freshet.http.position.PositionText;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /v1/interactions}: one interaction, a list, or NDJSON; 202 when the log has all good
 * ones.
 */
public final class PostInteractions implements Endpoint {
  private final InteractionLog log;
  private final InteractionReader reader;
  private final Delivery delivery;
  private final int maxBodyBytes;
  private final int maxBatch;

  public PostInteractions(
      InteractionLog log,
      Admission admission,
      Clock clock,
      Delivery delivery,
      int maxBodyBytes,
      int maxBatch) {
    this.log = log;
    this.reader = new InteractionReader(admission, clock);
    this.delivery = delivery;
    this.maxBodyBytes = maxBodyBytes;
    this.maxBatch = maxBatch;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.post(
        routes,
        "/v1/interactions",
        this::handle,
        Description.of("interactions", "Takes one interaction, a list, or NDJSON")
            .more("Good elements are taken even where others are bad; see rejected.")
            .carries(Body.many(InteractionBody.class))
            .answers(202, "Kafka has all good ones", BatchOutcome.class)
            .problems(400, 413, 415, 422, 503));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    Batch<IncomingInteraction> batch =
        BatchReader.read(RequestBody.batch(ctx, maxBodyBytes), maxBatch, reader);
    BatchAnswer<IncomingInteraction> answer =
        new BatchAnswer<>(
            batch,
            "interactions",
            "eventId",
            PostInteractions::id,
            incoming -> incoming.idMade() ? Optional.of(id(incoming)) : Optional.empty());
    answer.requireSomeGood(ctx);
    PositionText.Last last = new PositionText.Last();
    delivery.send(
        ctx,
        batch.good(),
        good -> log.append(good.value().interaction()).thenAccept(last::add),
        receipt ->
            answer.answer(
                ctx,
                receipt,
                last.text()
                    .<Map<String, Object>>map(text -> Map.of("position", text))
                    .orElse(Map.of())));
  }

  private static String id(IncomingInteraction incoming) {
    return incoming.interaction().id().value();
  }
}
