package freshet.http.openapi;

import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.QueryParameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code GET /v1/openapi.json}: what the server answers, as OpenAPI 3 writes it. */
public final class GetOpenApi implements Endpoint {
  private static final String PATH = "/v1/openapi.json";

  private final Supplier<List<io.javalin.router.Endpoint>> routes;
  private volatile byte[] document;

  /**
   * @param routes all the server has, once it runs
   */
  public GetOpenApi(Supplier<List<io.javalin.router.Endpoint>> routes) {
    this.routes = routes;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        PATH,
        this::handle,
        Description.of("about", "This document")
            .answers(200, "OpenAPI 3", Map.class)
            .problems(400));
  }

  private void handle(Context ctx) {
    QueryParameters.of(ctx);
    // Made when somebody asks: few do, and a start should not wait for it.
    byte[] known = document;
    if (known == null) {
      known = OpenApiDocument.of(routes.get());
      document = known;
    }
    ctx.contentType("application/json").result(known);
  }
}
