package freshet.http;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the server listens, and the bounds of what it takes.
 *
 * @param host name or address to listen on
 * @param port 0 to 65535; 0 takes any free one
 * @param maxBodyBytes largest body of a request, in bytes, at most 1 GiB
 * @param maxBatch most elements in one body, at least 1
 * @param appendTimeout how long a request waits for the log before it answers 503, 1 ms to 10 min
 * @param maxWaiting how many requests may wait for the log at once, at least 1; as many again may
 *     wait for what was sent before them
 * @param afterTimeout how long a request that asks for it waits for what was sent before it, 1 ms
 *     to 1 min
 * @param maxConnections how many callers may be connected at once, at least 1; others wait until
 *     one leaves
 * @param idleTimeout after which a connection that is silent is closed, 1 s to 10 min
 * @param tls for HTTPS instead of HTTP; empty for HTTP
 */
public record ServerSettings(
    String host,
    int port,
    int maxBodyBytes,
    int maxBatch,
    Duration appendTimeout,
    int maxWaiting,
    Duration afterTimeout,
    int maxConnections,
    Duration idleTimeout,
    Optional<Tls> tls) {
  public static final int DEFAULT_PORT = 7070;
  public static final int DEFAULT_MAX_BODY_BYTES = 8 * 1024 * 1024;
  public static final int DEFAULT_MAX_BATCH = 10_000;
  public static final Duration DEFAULT_APPEND_TIMEOUT = Duration.ofSeconds(10);
  public static final int DEFAULT_MAX_WAITING = 256;
  public static final int DEFAULT_MAX_CONNECTIONS = 4_096;
  public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(30);
  public static final Duration DEFAULT_AFTER_TIMEOUT = Duration.ofSeconds(1);

  private static final int LARGEST_BODY = 1024 * 1024 * 1024;
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration LONGEST_AFTER = Duration.ofMinutes(1);

  /** With the usual bounds on connections. */
  public ServerSettings(
      String host,
      int port,
      int maxBodyBytes,
      int maxBatch,
      Duration appendTimeout,
      int maxWaiting) {
    this(
        host,
        port,
        maxBodyBytes,
        maxBatch,
        appendTimeout,
        maxWaiting,
        DEFAULT_AFTER_TIMEOUT,
        DEFAULT_MAX_CONNECTIONS,
        DEFAULT_IDLE_TIMEOUT,
        Optional.empty());
  }

  public ServerSettings {
    Objects.requireNonNull(host);
    require(port >= 0 && port <= 65_535, "http.port", port, "give 0 to 65535");
    require(
        maxBodyBytes >= 1 && maxBodyBytes <= LARGEST_BODY,
        "http.max-body-bytes",
        maxBodyBytes,
        "give 1 to " + LARGEST_BODY);
    require(maxBatch >= 1, "http.max-batch", maxBatch, "give at least 1");
    require(
        appendTimeout.toMillis() >= 1 && appendTimeout.compareTo(LONGEST_TIMEOUT) <= 0,
        "http.append-timeout",
        appendTimeout,
        "give 1 ms to 10 minutes");
    require(maxWaiting >= 1, "http.max-waiting", maxWaiting, "give at least 1");
    require(maxConnections >= 1, "http.max-connections", maxConnections, "give at least 1");
    require(
        idleTimeout.compareTo(Duration.ofSeconds(1)) >= 0
            && idleTimeout.compareTo(LONGEST_TIMEOUT) <= 0,
        "http.idle-timeout",
        idleTimeout,
        "give 1 s to 10 minutes");
    require(
        afterTimeout.toMillis() >= 1 && afterTimeout.compareTo(LONGEST_AFTER) <= 0,
        "http.after-timeout",
        afterTimeout,
        "give 1 ms to 1 minute");
  }

  /** The usual bounds at a host and port. */
  public static ServerSettings at(String host, int port) {
    return new ServerSettings(
        host,
        port,
        DEFAULT_MAX_BODY_BYTES,
        DEFAULT_MAX_BATCH,
        DEFAULT_APPEND_TIMEOUT,
        DEFAULT_MAX_WAITING,
        DEFAULT_AFTER_TIMEOUT,
        DEFAULT_MAX_CONNECTIONS,
        DEFAULT_IDLE_TIMEOUT,
        Optional.empty());
  }

  /** How it is asked: {@code http} or {@code https}. */
  public String scheme() {
    return tls.isPresent() ? "https" : "http";
  }

  /** The same at another port. */
  public ServerSettings withPort(int newPort) {
    return new ServerSettings(
        host,
        newPort,
        maxBodyBytes,
        maxBatch,
        appendTimeout,
        maxWaiting,
        afterTimeout,
        maxConnections,
        idleTimeout,
        tls);
  }

  private static void require(boolean good, String setting, Object value, String cure) {
    if (!good) {
      throw new IllegalArgumentException("%s is %s; %s".formatted(setting, value, cure));
    }
  }
}
