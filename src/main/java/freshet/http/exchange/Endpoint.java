package freshet.http.exchange;

import freshet.http.description.Description;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Set;

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

  /** Declares a GET route, with its HEAD, of the documented API. */
  static void get(RoutesConfig routes, String path, Handler handler, Description description) {
    described(routes, HandlerType.GET, path, handler, description);
    routes.head(path, handler);
  }

  /** Declares a POST route of the documented API. */
  static void post(RoutesConfig routes, String path, Handler handler, Description description) {
    described(routes, HandlerType.POST, path, handler, description);
  }

  /** Declares a PUT route of the documented API. */
  static void put(RoutesConfig routes, String path, Handler handler, Description description) {
    described(routes, HandlerType.PUT, path, handler, description);
  }

  /** Declares a DELETE route of the documented API. */
  static void delete(RoutesConfig routes, String path, Handler handler, Description description) {
    described(routes, HandlerType.DELETE, path, handler, description);
  }

  private static void described(
      RoutesConfig routes,
      HandlerType method,
      String path,
      Handler handler,
      Description description) {
    routes.addEndpoint(new io.javalin.router.Endpoint(method, path, handler, Set.of(description)));
  }
}
