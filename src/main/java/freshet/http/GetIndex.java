package freshet.http;

import freshet.http.exchange.Endpoint;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code GET /}: a page that says what this is and where to go on. */
final class GetIndex implements Endpoint {
  private static final String PAGE = "/web/index.html";

  private final byte[] page;

  GetIndex() {
    try (InputStream in = GetIndex.class.getResourceAsStream(PAGE)) {
      if (in == null) {
        throw new IllegalStateException(PAGE + " is missing from the class path; build again");
      }
      page = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + PAGE + " from the class path", e);
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(routes, "/", ctx -> ctx.contentType("text/html; charset=utf-8").result(page));
  }
}
