package freshet.http.web;

import freshet.http.exchange.Endpoint;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The pages for people — what happens now, the API to try, an example of a site — and the
 * JavaScript client, from the class path.
 */
public final class GetWebFiles implements Endpoint {
  private static final String SWAGGER_UI = "swagger-ui";

  private final List<WebFile> files =
      List.of(
          WebFile.page("/", "index.html"),
          WebFile.page("/example.html", "example.html"),
          WebFile.lenientPage("/api.html", "api.html"),
          WebFile.sharedScript("/freshet.js", "freshet.js"),
          WebFile.other("/freshet.d.ts", "text/plain; charset=utf-8", "freshet.d.ts"),
          WebFile.other("/web/page.css", "text/css; charset=utf-8", "page.css"),
          WebFile.other("/web/icon.svg", "image/svg+xml", "icon.svg"),
          WebFile.script("/web/page.js", "page.js"),
          WebFile.script("/web/stream.js", "stream.js"),
          WebFile.script("/web/topology.js", "topology.js"),
          WebFile.script("/web/theme.js", "theme.js"),
          WebFile.script("/web/example.js", "example.js"),
          WebFile.script("/web/api.js", "api.js"),
          WebFile.scriptOfLibrary(
              "/web/chart.js", "org.webjars.npm", "chart.js", "dist/chart.umd.min.js"),
          WebFile.scriptOfLibrary(
              "/web/swagger-ui.js", "org.webjars", SWAGGER_UI, "swagger-ui-bundle.js"),
          WebFile.ofLibrary(
              "/web/swagger-ui.css",
              "text/css; charset=utf-8",
              "org.webjars",
              SWAGGER_UI,
              "swagger-ui.css"));

  @Override
  public void addTo(RoutesConfig routes) {
    files.forEach(file -> Endpoint.get(routes, file.path(), ctx -> answer(ctx, file)));
  }

  private static void answer(Context ctx, WebFile file) {
    ctx.header("ETag", file.tag());
    // To be asked about each time: a new release must not meet the old one's script.
    ctx.header("Cache-Control", "no-cache");
    ctx.header("Content-Security-Policy", file.policy());
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    if (file.isShared()) {
      ctx.header("Access-Control-Allow-Origin", "*");
    }
    String held = ctx.header("If-None-Match");
    if (held != null && held.contains(file.tag())) {
      ctx.status(HttpStatus.NOT_MODIFIED_304);
    } else {
      ctx.contentType(file.contentType()).result(file.bytes());
    }
  }
}
