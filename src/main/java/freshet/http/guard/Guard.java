package freshet.http.guard;

import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Problem;
import io.github.bucket4j.TimeMeter;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets a request pass that brings a key with the right to it, and not too many of them: 401 without
 * a key that is known, 403 without the right, 429 where there are too many.
 */
public final class Guard implements Endpoint {
  /** Other instances have a key of their own, which is looked at where they are answered. */
  private static final String PEERS = "/internal/";

  private static final String BEARER = "Bearer ";
  private static final int NETWORK_BYTES = 8;

  private final Keyring fixed;
  private final Supplier<Keyring> file;
  private final boolean needsKeys;
  private final Optional<RateLimit> limit;

  /**
   * A guard as the settings want it.
   *
   * @throws IllegalArgumentException if the key file cannot be used
   */
  public Guard(GuardSettings settings) {
    this(settings, System::nanoTime);
  }

  Guard(GuardSettings settings, LongSupplier nanoTime) {
    this.fixed = settings.keys();
    this.file =
        settings.keyFile().isPresent()
            ? KeyFile.open(settings.keyFile().get(), nanoTime)
            : () -> Keyring.EMPTY;
    // A file that is emptied must not open the door.
    this.needsKeys = settings.needsKeys();
    this.limit =
        settings.requestsPerSecond() == 0
            ? Optional.empty()
            : Optional.of(
                new RateLimit(settings.requestsPerSecond(), settings.burst(), timeMeter(nanoTime)));
  }

  private static TimeMeter timeMeter(LongSupplier nanoTime) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return nanoTime.getAsLong();
      }

      @Override
      public boolean isWallClockBased() {
        return false;
      }
    };
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(this::check);
    // Only where there is one of these does Javalin know, before it answers, who will.
    routes.beforeMatched(ctx -> {});
  }

  private void check(Context ctx) {
    var endpoint = ctx.endpoints().matchedHttpEndpoint();
    Optional<Right> needed =
        endpoint == null ? Optional.empty() : Needed.at(endpoint.method.name(), endpoint.path);
    Optional<String> presented = needsKeys ? presented(ctx) : Optional.empty();
    Optional<ApiKey> key = presented.flatMap(this::find);
    if (limit.isPresent() && !isProbe(needed, endpoint == null ? "" : endpoint.path)) {
      long wait = limit.get().wait(key.map(ApiKey::name).orElseGet(() -> network(ctx.ip())));
      if (wait > 0) {
        throw tooMany(wait).exception();
      }
    }
    if (needsKeys && needed.isPresent()) {
      if (key.isEmpty()) {
        throw unknown(presented.isPresent()).exception();
      }
      if (!key.get().may(needed.get())) {
        throw Problem.of(
                403,
                "this key does not have the right \"%s\"; use one that has"
                    .formatted(needed.get().label()))
            .exception();
      }
    }
  }

  private Optional<ApiKey> find(String given) {
    Optional<ApiKey> ofFile = file.get().find(given);
    return fixed.find(given).or(() -> ofFile);
  }

  /** Whoever asks whether the process lives must not be told to wait, nor other instances. */
  private static boolean isProbe(Optional<Right> needed, String path) {
    return needed.isEmpty() && (path.startsWith("/health/") || path.startsWith(PEERS));
  }

  private static Optional<String> presented(Context ctx) {
    String header = ctx.header("X-API-Key");
    if (header != null) {
      return Optional.of(header.strip());
    }
    String authorization = ctx.header("Authorization");
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(authorization.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  private static Problem unknown(boolean presented) {
    return Problem.of(
            401,
            presented
                ? "this key is not known; use one that the settings or the key file hold"
                : "a key is missing; send Authorization: Bearer KEY, or X-API-Key: KEY")
        .header("WWW-Authenticate", "Bearer realm=\"freshet\"");
  }

  private static Problem tooMany(long waitNanos) {
    long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(waitNanos + 999_999_999));
    return Problem.of(
            429, "too many requests; send the next in %d s, and fewer of them".formatted(seconds))
        .header("Retry-After", String.valueOf(seconds));
  }

  /** Who has one address of the new kind has as many as they like of the same network. */
  private static String network(String address) {
    if (address.indexOf(':') < 0) {
      return "@" + address;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      int length = Math.min(bytes.length, NETWORK_BYTES);
      return "@" + HexFormat.of().formatHex(Arrays.copyOf(bytes, length));
    } catch (UnknownHostException e) {
      return "@" + address;
    }
  }
}
