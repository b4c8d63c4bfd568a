package freshet.http.live;

import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.QueryParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.Supplier;

/** {@code GET /v1/live/stream}: what this instance does, again and again, for a page to show. */
public final class GetLiveStream implements Endpoint {
  private final EventStreams streams;
  private final Supplier<Vitals> vitals;

  public GetLiveStream(EventStreams streams, Supplier<Vitals> vitals) {
    this.streams = streams;
    this.vitals = vitals;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/live/stream",
        this::handle,
        Description.of("live", "What this instance does now, again and again")
            .more(
                "Server-Sent Events named live. Each says all there is to say; what is not known"
                    + " is absent.")
            .answers(
                200, "events, until the caller leaves", EventStreams.CONTENT_TYPE, Vitals.class)
            .problems(400, 503));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    streams.open(ctx, "live", "live", vitals::get);
  }
}
