package freshet.http.item;

import freshet.event.ItemId;
import freshet.event.ItemLog;
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

/**
 * {@code DELETE /v1/items/{item}}: takes an item out of the catalogue; 202 when the log has it,
 * also for an item that is not there.
 */
public final class DeleteItem implements Endpoint {
  /** What is answered. */
  record Deleted(String item) {}

  private final ItemLog log;
  private final Delivery delivery;

  public DeleteItem(ItemLog log, Delivery delivery) {
    this.log = log;
    this.delivery = delivery;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.delete(
        routes,
        "/v1/items/{item}",
        this::handle,
        Description.of("items", "Takes an item out of the catalogue; also one that is not there")
            .takes(Parameter.path("item", "Which item"))
            .answers(202, "Kafka has it", Deleted.class)
            .problems(400, 503));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    ItemId id = new ItemId(ctx.pathParam("item"));
    delivery.send(
        ctx,
        List.of(id),
        log::delete,
        receipt -> {
          if (!receipt.complete()) {
            throw Problem.unavailable("the log has not confirmed the deletion; send it again")
                .exception();
          }
          Json.answer(ctx, 202, new Deleted(id.value()));
        });
  }
}
