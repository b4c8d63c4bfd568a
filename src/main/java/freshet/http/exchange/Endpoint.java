package freshet.http.exchange;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** One thing the server answers; it knows its own address and method. */
public interface Endpoint {
  /** Declares the routes of this endpoint. */
  void addTo(RoutesConfig routes);

  /**
   * Declares a GET route whose HEAD answers with the same status and headers; left alone, Javalin
   * answers HEAD with 200 even where GET would not.
   */
  static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }
}
