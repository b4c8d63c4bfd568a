package freshet.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.event.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Sends to a running Freshet over HTTP, as NDJSON. Users are spread over lanes, and each lane has
 * one request on its way at a time: several requests are under way at once, and no user's events
 * overtake each other. A request that finds nobody, or an overloaded server, is tried again with
 * growing pauses; event ids make the repeats harmless.
 */
public final class HttpSender implements Sender {
  /**
   * How it sends.
   *
   * @param lanes requests under way at once, 1 to 64
   * @param batch events or items in one request, 1 to 1,000
   * @param answerWithin how long one request may take
   * @param patience how long to go on trying while there is no answer
   * @param firstPause before the second try; doubles up to 5 s
   */
  public record Options(
      int lanes, int batch, Duration answerWithin, Duration patience, Duration firstPause) {
    /** Eight requests of up to 1,000 rows; gives up after a minute without an answer. */
    public static final Options DEFAULT =
        new Options(
            8, 1000, Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofMillis(100));

    public Options {
      if (lanes < 1 || lanes > 64 || batch < 1 || batch > 1000) {
        throw new IllegalArgumentException(
            "%d lanes with %d rows per request; give 1 to 64 lanes and 1 to 1000 rows"
                .formatted(lanes, batch));
      }
    }
  }

  /** What is sent where, and how. */
  private record Kind<T>(
      String path, Function<T, String> key, Ndjson.Format<T> format, Function<T, Origin> origin) {}

  /** How one request ended: with a response or, where that is null, with a failure. */
  private record Attempt(HttpResponse<byte[]> response, Throwable failure) {
    boolean again() {
      return failure == null
          ? TRY_AGAIN.contains(response.statusCode())
          : cause(failure) instanceof IOException;
    }
  }

  private static final Kind<LoggedInteraction> INTERACTIONS =
      new Kind<>(
          "/v1/interactions",
          LoggedInteraction::user,
          Ndjson::interaction,
          LoggedInteraction::origin);
  private static final Kind<LoggedItem> ITEMS =
      new Kind<>("/v1/items", row -> row.item().id().value(), Ndjson::item, LoggedItem::origin);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Set<Integer> ANSWERS = Set.of(200, 201, 202, 400, 422);
  private static final Set<Integer> TRY_AGAIN = Set.of(429, 502, 503, 504);
  private static final int TOO_LARGE = 413;
  private static final int MAX_DETAIL = 300;
  private static final Outcome NOTHING = new Outcome(0, List.of());
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI server;
  private final Options options;
  private final Optional<String> key;
  private final HttpClient client;
  private final List<CompletableFuture<Outcome>> lanes = new ArrayList<>();

  /**
   * A sender to a server that needs no key.
   *
   * @param server its address, such as {@code http://localhost:7070}
   */
  public HttpSender(URI server, Options options) {
    this(server, options, Optional.empty());
  }

  /**
   * A sender.
   *
   * @param key that the server wants to see
   */
  public HttpSender(URI server, Options options, Optional<String> key) {
    this.key = key;
    this.server = URI.create(server.toString().replaceAll("/+$", ""));
    this.options = options;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();
    for (int i = 0; i < options.lanes(); i++) {
      lanes.add(CompletableFuture.completedFuture(NOTHING));
    }
  }

  @Override
  public String destination() {
    return server.toString();
  }

  @Override
  public CompletableFuture<Outcome> interactions(List<LoggedInteraction> interactions) {
    return send(interactions, INTERACTIONS);
  }

  @Override
  public CompletableFuture<Outcome> items(List<LoggedItem> items) {
    return send(items, ITEMS);
  }

  private <T> CompletableFuture<Outcome> send(List<T> rows, Kind<T> kind) {
    List<List<T>> shares = new ArrayList<>();
    lanes.forEach(lane -> shares.add(new ArrayList<>()));
    for (T row : rows) {
      shares.get(Math.floorMod(kind.key().apply(row).hashCode(), lanes.size())).add(row);
    }
    CompletableFuture<Outcome> all = CompletableFuture.completedFuture(NOTHING);
    for (int i = 0; i < lanes.size(); i++) {
      List<T> share = shares.get(i);
      for (int from = 0; from < share.size(); from += options.batch()) {
        List<T> batch = share.subList(from, Math.min(from + options.batch(), share.size()));
        CompletableFuture<Outcome> sent = lanes.get(i).thenCompose(earlier -> post(batch, kind));
        lanes.set(i, sent);
        all = all.thenCombine(sent, HttpSender::plus);
      }
    }
    return all;
  }

  private <T> CompletableFuture<Outcome> post(List<T> batch, Kind<T> kind) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(server + kind.path()))
            .header("Content-Type", "application/x-ndjson")
            .header("Accept", "application/json, application/problem+json")
            .timeout(options.answerWithin())
            .POST(BodyPublishers.ofByteArray(Ndjson.write(batch, kind.format())));
    key.ifPresent(secret -> builder.header("X-API-Key", secret));
    HttpRequest request = builder.build();
    return attempt(request, options.firstPause(), System.nanoTime())
        .thenCompose(
            response -> {
              if (response.statusCode() == TOO_LARGE && batch.size() > 1) {
                int half = batch.size() / 2;
                return post(batch.subList(0, half), kind)
                    .thenCompose(
                        first ->
                            post(batch.subList(half, batch.size()), kind)
                                .thenApply(second -> plus(first, second)));
              }
              return CompletableFuture.completedFuture(outcome(response, batch, kind));
            });
  }

  private CompletableFuture<HttpResponse<byte[]>> attempt(
      HttpRequest request, Duration pause, long since) {
    return client
        .sendAsync(request, BodyHandlers.ofByteArray())
        .handle(Attempt::new)
        .thenCompose(attempt -> settle(attempt, request, pause, since));
  }

  private CompletableFuture<HttpResponse<byte[]>> settle(
      Attempt attempt, HttpRequest request, Duration pause, long since) {
    if (!attempt.again()) {
      return attempt.failure() == null
          ? CompletableFuture.completedFuture(attempt.response())
          : CompletableFuture.failedFuture(attempt.failure());
    }
    Duration spent = Duration.ofNanos(System.nanoTime() - since).plus(pause);
    if (spent.compareTo(options.patience()) > 0) {
      return CompletableFuture.failedFuture(unavailable(attempt));
    }
    Duration doubled = pause.multipliedBy(2);
    Duration next = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    Executor later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
    return CompletableFuture.runAsync(() -> {}, later)
        .thenCompose(waited -> attempt(request, next, since));
  }

  private UnavailableException unavailable(Attempt attempt) {
    String last =
        attempt.response() == null
            ? "last: " + describe(cause(attempt.failure()))
            : "last answer: %d %s"
                .formatted(attempt.response().statusCode(), detail(attempt.response()));
    return new UnavailableException(
        "%s took nothing for %d s (%s); see that it runs, then import again to go on"
            .formatted(server, options.patience().toSeconds(), last.strip()),
        attempt.failure());
  }

  private <T> Outcome outcome(HttpResponse<byte[]> response, List<T> batch, Kind<T> kind) {
    JsonNode body = json(response);
    if (response.statusCode() == TOO_LARGE) {
      return new Outcome(
          0,
          List.of(new Refused("is too large for the server", kind.origin().apply(batch.get(0)))));
    }
    boolean each = body.path("results").isArray();
    boolean taken = response.statusCode() < 300;
    if (!ANSWERS.contains(response.statusCode()) || !(each || taken)) {
      throw new RejectedImportException(
          "%s%s answered %d %s; check that it is a Freshet of the same version"
              .formatted(server, kind.path(), response.statusCode(), detail(response)));
    }
    List<Refused> refused = new ArrayList<>();
    for (JsonNode result : body.path("results")) {
      int index = result.path("index").asInt(-1);
      if (result.path("status").asText().equals("rejected") && index >= 0 && index < batch.size()) {
        refused.add(new Refused(reason(result), kind.origin().apply(batch.get(index))));
      }
    }
    long count = body.path("rejected").asLong(refused.size());
    if (count != refused.size()) {
      throw new RejectedImportException(
          "%s%s refused %d of %d rows but said why for %d; check that it is a Freshet of the same version"
              .formatted(server, kind.path(), count, batch.size(), refused.size()));
    }
    return new Outcome(batch.size() - refused.size(), refused);
  }

  private static String reason(JsonNode result) {
    String field = result.path("field").asText();
    String reason = result.path("reason").asText("no reason given");
    return field.isEmpty() || reason.startsWith(field + " ") ? reason : field + " " + reason;
  }

  private static String detail(HttpResponse<byte[]> response) {
    JsonNode body = json(response);
    String detail = body.path("detail").asText(body.path("title").asText());
    return detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) + "…" : detail;
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException noJson) {
      return JSON.missingNode();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
  }

  private static String describe(Throwable cause) {
    if (cause instanceof ConnectException) {
      return "connection refused";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private static Outcome plus(Outcome a, Outcome b) {
    List<Refused> refused = new ArrayList<>(a.refused());
    refused.addAll(b.refused());
    return new Outcome(a.taken() + b.taken(), refused);
  }

  /** Keeps nothing open: idle connections are closed with the client. */
  @Override
  public void close() {}
}
