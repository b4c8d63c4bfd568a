package freshet.http;

import freshet.registry.EmbeddedRegistry;
import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import java.util.Locale;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The embedded registry on a port of its own, for any client of Confluent's registry. */
public final class RegistryServer implements AutoCloseable {
  private static final int MAX_THREADS = 16;
  private static final int MIN_THREADS = 2;

  private final Javalin javalin;
  private final String url;

  private RegistryServer(Javalin javalin, String url) {
    this.javalin = javalin;
    this.url = url;
  }

  /**
   * Starts serving. The registry stays the caller's to close.
   *
   * @param host name or address to listen at, such as 127.0.0.1
   * @param port 0 for any free one
   * @throws IllegalStateException if the port is in use
   */
  public static RegistryServer start(EmbeddedRegistry registry, String host, int port) {
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.http.maxRequestSize = RegistryRoutes.MAX_BODY + 1L;
              config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
              new RegistryRoutes(registry).addTo(config.routes);
              config.routes.error(
                  404,
                  context -> {
                    if (!RegistryRoutes.answered(context)) {
                      RegistryRoutes.error(context, 404, "HTTP 404 Not Found");
                    }
                  });
            });
    try {
      javalin.start(host, port);
    } catch (JavalinBindException e) {
      javalin.stop();
      throw new IllegalStateException(
          "the schema registry cannot listen at %s:%d, which is in use or not ours; choose another port with --registry-port or schema.registry.port"
              .formatted(host, port),
          e);
    }
    return new RegistryServer(
        javalin, String.format(Locale.ROOT, "http://%s:%d", host, javalin.port()));
  }

  /** Its base address, a value for {@code schema.registry.url}. */
  public String url() {
    return url;
  }

  public int port() {
    return javalin.port();
  }

  /** Stops serving. */
  @Override
  public void close() {
    javalin.stop();
  }
}
