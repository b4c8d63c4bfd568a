package freshet.http.item;

import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.ItemLog;
import freshet.http.batch.Batch;
import freshet.http.batch.BatchReader;
import freshet.http.batch.Delivery;
import freshet.http.batch.RequestBody;
import freshet.http.description.Body;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.QueryParameters;
import freshet.recommend.Catalogue;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;

/**
 * {@code PUT /v1/items/{item}}: says all there is to say about an item; 202 when the log has it.
 */
public final class PutItem implements Endpoint {
  private final ItemLog log;
  private final Catalogue catalogue;
  private final Clock clock;
  private final Delivery delivery;
  private final int maxBodyBytes;

  public PutItem(
      ItemLog log, Catalogue catalogue, Clock clock, Delivery delivery, int maxBodyBytes) {
    this.log = log;
    this.catalogue = catalogue;
    this.clock = clock;
    this.delivery = delivery;
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.put(
        routes,
        "/v1/items/{item}",
        this::handle,
        Description.of("items", "Says all there is to say about an item")
            .takes(Parameter.path("item", "Which item"))
            .carries(Body.one(ItemBody.Addressed.class))
            .answers(202, "Kafka has it", ItemView.class)
            .problems(400, 413, 415, 422, 503));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    ItemId id = new ItemId(ctx.pathParam("item"));
    Item item = read(ctx, id);
    delivery.send(
        ctx,
        List.of(item),
        log::put,
        receipt -> {
          if (!receipt.complete()) {
            throw Problem.unavailable("the log has not confirmed the item; send it again")
                .exception();
          }
          Json.answer(ctx, 202, ItemView.of(item));
        });
  }

  private Item read(Context ctx, ItemId id) {
    Batch<Item> batch =
        BatchReader.read(
            RequestBody.one(ctx, maxBodyBytes),
            Integer.MAX_VALUE,
            ItemReader.of(id, catalogue, clock));
    if (!batch.single()) {
      throw Problem.of(400, "the body is a list; send one object, or POST it to /v1/items")
          .exception();
    }
    return batch.sole();
  }
}
