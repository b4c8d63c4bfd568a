package freshet.http.guard;

import java.util.Optional;
import java.util.Set;

/**
 * Which right an endpoint needs. What is not named here is judged by its method, so that a new
 * endpoint is guarded before anybody thinks of it.
 */
final class Needed {
  /** They ask with a body, and change nothing. */
  private static final Set<String> READING_POSTS =
      Set.of("/v1/recommendations", "/v1/recommendations/batch", "/v1/users/{user}/ranking");

  private Needed() {}

  /**
   * The right that is needed; empty if none is.
   *
   * @param path template of the endpoint, as it declares it
   */
  static Optional<Right> at(String method, String path) {
    boolean reads = method.equals("GET") || method.equals("HEAD");
    if (path.equals("/metrics") || path.startsWith("/v1/health/")) {
      return Optional.of(Right.METRICS);
    }
    if (!path.startsWith("/v1/")) {
      // Pages, their scripts, and the probes of whoever restarts this: they tell nothing of a site.
      return reads ? Optional.empty() : Optional.of(Right.ADMIN);
    }
    if (reads || READING_POSTS.contains(path)) {
      return Optional.of(Right.READ);
    }
    if (path.equals("/v1/interactions")) {
      return Optional.of(Right.EVENTS);
    }
    boolean ofAdmin =
        path.startsWith("/v1/models") || (method.equals("DELETE") && path.startsWith("/v1/users/"));
    return Optional.of(ofAdmin ? Right.ADMIN : Right.WRITE);
  }
}
