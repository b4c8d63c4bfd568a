package freshet.query.peer;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import freshet.query.PeerAnswer;
import freshet.query.Peers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Asks other instances over HTTP. Each has a circuit breaker (Nygard 2007): one that fails or hangs
 * is left alone for a second, so that standbys answer at once, and is then tried again by a few
 * requests.
 */
public final class HttpPeers implements Peers {
  private static final int MOST_PEERS = 1_000;
  private static final int WINDOW = 20;
  private static final int FEWEST_CALLS = 5;
  private static final int PERCENT = 50;
  private static final int PROBES = 2;
  private static final Duration REST = Duration.ofSeconds(1);

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;

  private final HttpClient client;
  private final PeerSettings settings;
  private final String scheme;
  private final String application;
  private final LoadingCache<HostInfo, CircuitBreaker> breakers;
  private final LongAdder requests = new LongAdder();
  private final LongAdder unanswered = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  /**
   * @param scheme how all of them are asked: {@code http} or {@code https}
   * @param application the {@code application.id} that all of them share
   */
  public HttpPeers(PeerSettings settings, String scheme, String application) {
    this.settings = settings;
    this.scheme = scheme;
    this.application = application;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .build();
    CircuitBreakerConfig config =
        CircuitBreakerConfig.custom()
            .slidingWindowSize(WINDOW)
            .minimumNumberOfCalls(FEWEST_CALLS)
            .failureRateThreshold(PERCENT)
            .waitDurationInOpenState(REST)
            .permittedNumberOfCallsInHalfOpenState(PROBES)
            .build();
    this.breakers =
        Caffeine.newBuilder()
            .maximumSize(MOST_PEERS)
            .build(peer -> CircuitBreaker.of(peer.host() + ":" + peer.port(), config));
  }

  @Override
  public PeerAnswer ask(HostInfo peer, String store, byte[] key, boolean standbys) {
    PeerAnswer answer = asked(peer, store, key, standbys);
    if (answer instanceof PeerAnswer.Value value) {
      bytes.add(value.bytes().length);
    } else if (answer instanceof PeerAnswer.Unknown) {
      unanswered.increment();
    }
    return answer;
  }

  /** How often another instance was asked. */
  public long requests() {
    return requests.sum();
  }

  /** How often one could not say, or was not asked because it is left alone. */
  public long unanswered() {
    return unanswered.sum();
  }

  /** Bytes of keys that others were asked for, and of the values that they gave. */
  public long bytes() {
    return bytes.sum();
  }

  private PeerAnswer asked(HostInfo peer, String store, byte[] key, boolean standbys) {
    CircuitBreaker breaker = breakers.get(peer);
    if (!breaker.tryAcquirePermission()) {
      return new PeerAnswer.Unknown("it is left alone for a moment");
    }
    requests.increment();
    bytes.add(key.length);
    long start = System.nanoTime();
    try {
      PeerAnswer answer =
          answer(
              client.send(
                  request(peer, store, key, standbys), HttpResponse.BodyHandlers.ofByteArray()));
      breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      return answer;
    } catch (HttpTimeoutException e) {
      breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
      return new PeerAnswer.Unknown(
          "no answer within %d ms".formatted(settings.timeout().toMillis()));
    } catch (IOException e) {
      breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
      return new PeerAnswer.Unknown("it cannot be reached (%s)".formatted(reason(e)));
    } catch (InterruptedException e) {
      breaker.releasePermission();
      Thread.currentThread().interrupt();
      return new PeerAnswer.Unknown("this instance is stopping");
    } catch (IllegalArgumentException e) {
      // An advertised host that is none.
      breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
      return new PeerAnswer.Unknown(reason(e));
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private HttpRequest request(HostInfo peer, String store, byte[] key, boolean standbys) {
    String path =
        PeerProtocol.PATH
            + URLEncoder.encode(store, StandardCharsets.UTF_8)
            + "/"
            + Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "%s://%s:%d%s%s"
                        .formatted(
                            scheme,
                            peer.host(),
                            peer.port(),
                            path,
                            standbys ? "?" + PeerProtocol.STANDBYS + "=true" : "")))
            .timeout(settings.timeout())
            .header(PeerProtocol.APPLICATION, application);
    settings.key().ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return request.GET().build();
  }

  private static PeerAnswer answer(HttpResponse<byte[]> response) {
    return switch (response.statusCode()) {
      case OK ->
          new PeerAnswer.Value(
              response.body(),
              response
                  .headers()
                  .firstValue(PeerProtocol.STALE)
                  .map(Boolean::valueOf)
                  .orElse(false));
      case NO_CONTENT -> new PeerAnswer.None();
      default -> new PeerAnswer.Unknown("it answered %d".formatted(response.statusCode()));
    };
  }
}
