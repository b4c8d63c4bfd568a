package freshet.http.slate;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import freshet.http.live.EventStreams;
import freshet.recommend.Catalogue;
import freshet.recommend.Recommendations;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** {@code GET /v1/trending/stream}: what grows, whenever it has changed. */
public final class GetTrendingStream implements Endpoint {
  private final EventStreams streams;
  private final Recommendations recommendations;
  private final Catalogue catalogue;

  private record Asked(Optional<ContentType> type, Optional<HalfLife> halfLife, int k) {}

  public GetTrendingStream(
      EventStreams streams, Recommendations recommendations, Catalogue catalogue) {
    this.streams = streams;
    this.recommendations = recommendations;
    this.catalogue = catalogue;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/trending/stream",
        this::handle,
        Description.of("slates", "What grows, whenever it has changed")
            .more(
                "Server-Sent Events named trending, each what GET /v1/trending would answer. A"
                    + " Last-Event-ID does no harm: the first event says all there is to say.")
            .takes(SlateParameters.K, SlateParameters.TYPE, SlateParameters.HALF_LIFE)
            .answers(
                200, "events, until the caller leaves", EventStreams.CONTENT_TYPE, SlateView.class)
            .problems(400, 503));
  }

  private void handle(Context ctx) {
    SlateQuery query = SlateQuery.only(ctx, "k", "type", "half-life");
    Asked asked = new Asked(query.type(), query.halfLife(), query.k());
    streams.open(ctx, "trending", asked, () -> now(asked));
  }

  private SlateView now(Asked asked) {
    return SlateView.of(
            recommendations.trending(asked.type(), asked.halfLife(), asked.k()), catalogue, false)
        .identifiedByItems();
  }
}
