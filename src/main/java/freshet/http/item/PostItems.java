package freshet.http.item;

import freshet.event.Item;
import freshet.event.ItemLog;
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
import freshet.recommend.Catalogue;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.Optional;

/** {@code POST /v1/items}: one item, a list, or NDJSON; 202 when the log has all good ones. */
public final class PostItems implements Endpoint {
  private final ItemLog log;
  private final ItemReader reader;
  private final Delivery delivery;
  private final int maxBodyBytes;
  private final int maxBatch;

  public PostItems(
      ItemLog log,
      Catalogue catalogue,
      Clock clock,
      Delivery delivery,
      int maxBodyBytes,
      int maxBatch) {
    this.log = log;
    this.reader = ItemReader.ofAny(catalogue, clock);
    this.delivery = delivery;
    this.maxBodyBytes = maxBodyBytes;
    this.maxBatch = maxBatch;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.post(
        routes,
        "/v1/items",
        this::handle,
        Description.of("items", "Takes one item, a list, or NDJSON")
            .more("Good elements are taken even where others are bad; see rejected.")
            .carries(Body.many(ItemBody.Named.class))
            .answers(202, "Kafka has all good ones", BatchOutcome.class)
            .problems(400, 413, 415, 422, 503));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    Batch<Item> batch = BatchReader.read(RequestBody.batch(ctx, maxBodyBytes), maxBatch, reader);
    BatchAnswer<Item> answer =
        new BatchAnswer<>(
            batch, "items", "item", item -> item.id().value(), item -> Optional.empty());
    answer.requireSomeGood(ctx);
    delivery.send(
        ctx, batch.good(), good -> log.put(good.value()), receipt -> answer.answer(ctx, receipt));
  }
}
