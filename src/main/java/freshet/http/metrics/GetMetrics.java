package freshet.http.metrics;

import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import io.javalin.config.RoutesConfig;
import java.util.function.Supplier;

/** {@code GET /metrics}: what is measured, in the text format that Prometheus scrapes. */
public final class GetMetrics implements Endpoint {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<String> exposition;

  /**
   * @param exposition what is measured now, in that format
   */
  public GetMetrics(Supplier<String> exposition) {
    this.exposition = exposition;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/metrics",
        ctx -> ctx.contentType(TYPE).result(exposition.get()),
        Description.of("operations", "What is measured, for Prometheus")
            .answersText(200, "Prometheus' text format", "text/plain"));
  }
}
