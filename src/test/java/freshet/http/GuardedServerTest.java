package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.http.Caller.Answer;
import freshet.http.guard.ApiKey;
import freshet.http.guard.Guard;
import freshet.http.guard.GuardSettings;
import freshet.http.guard.Keyring;
import freshet.http.guard.Pages;
import freshet.http.guard.Right;
import freshet.http.metrics.GetMetrics;
import freshet.http.trace.Tracing;
import freshet.http.watch.RequestListener;
import freshet.http.watch.WatchedRequests;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, limits, pages and names of requests, over real connections. */
class GuardedServerTest {
  private static final String SHOP = "https://shop.example";
  private static final Keyring KEYS =
      new Keyring(
          List.of(
              key("reader", Right.READ),
              key("writer", Right.WRITE),
              key("page", Right.EVENTS),
              key("scraper", Right.METRICS),
              key("root", Right.ADMIN)));

  private record Told(String method, String endpoint, int status) {}

  private final FakeBackend backend = new FakeBackend();
  private final BlockingQueue<Told> requests = new LinkedBlockingQueue<>(1_000);
  private final BlockingQueue<String> elements = new LinkedBlockingQueue<>(1_000);
  @TempDir private Path folder;
  private FreshetServer server;
  private Caller caller;

  private static ApiKey key(String name, Right right) {
    return ApiKey.of(name, Set.of(right), sha256(name + "-key"));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void start(GuardSettings settings) {
    server =
        FreshetServer.start(
            ServerSettings.at("127.0.0.1", 0),
            backend.ports(),
            new WatchedRequests(
                new RequestListener() {
                  @Override
                  public void answered(String method, String endpoint, int status, long nanos) {
                    requests.add(new Told(method, endpoint, status));
                  }

                  @Override
                  public void judged(String endpoint, int accepted, int rejected, int unconfirmed) {
                    elements.add(
                        "%s %d %d %d".formatted(endpoint, accepted, rejected, unconfirmed));
                  }
                }),
            new Tracing(),
            new Pages(settings),
            new Guard(settings),
            new GetMetrics(() -> "up 1\n"));
    caller = new Caller(server.port());
  }

  private void startWithKeys() {
    start(new GuardSettings(KEYS, Optional.empty(), false, List.of(SHOP), 0, 1));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Answer send(String method, String path, String... headers) {
    HttpRequest.Builder request =
        caller.request(path).method(method, BodyPublishers.ofString("{}"));
    request.header("Content-Type", "application/json");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return caller.send(request.build());
  }

  @Test
  void without_a_key_nothing_is_answered_but_pages_and_probes() {
    startWithKeys();

    Answer answer = caller.get("/v1/trending");
    assertThat(answer.problem(401).path("detail").asText())
        .isEqualTo("a key is missing; send Authorization: Bearer KEY, or X-API-Key: KEY");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    caller.get("/metrics").problem(401);
    assertThat(caller.send("HEAD", "/v1/trending", null, null).status()).isEqualTo(401);
    caller.postJson("/v1/interactions", "{}").problem(401);
    caller.get("/nowhere").problem(404);
    assertThat(caller.get("/").status()).isEqualTo(200);
    assertThat(caller.get("/health/live").status()).isEqualTo(200);
    assertThat(caller.get("/health/ready").status()).isEqualTo(200);
    assertThat(backend.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong", "reader-ke", "reader-key1", "READER-KEY", "reader", "%00"})
  void a_key_that_is_not_known_is_refused_without_being_repeated(String key) {
    startWithKeys();

    Answer answer = send("GET", "/v1/trending", "X-API-Key", key);

    assertThat(answer.problem(401).path("detail").asText())
        .isEqualTo("this key is not known; use one that the settings or the key file hold");
  }

  @ParameterizedTest
  @CsvSource({
    "reader, GET, /v1/trending, true",
    "reader, GET, /v1/users/u/recommendations, true",
    "reader, POST, /v1/interactions, false",
    "reader, DELETE, /v1/items/i, false",
    "reader, GET, /metrics, false",
    "writer, DELETE, /v1/items/i, true",
    "writer, POST, /v1/interactions, true",
    "writer, GET, /v1/users/u/profile, false",
    "page, POST, /v1/interactions, true",
    "page, POST, /v1/items, false",
    "page, GET, /v1/trending, false",
    "scraper, GET, /metrics, true",
    "scraper, GET, /v1/trending, false",
    "root, GET, /metrics, true",
    "root, DELETE, /v1/items/i, true",
    "root, GET, /v1/users/u/profile, true"
  })
  void a_key_opens_what_it_has_the_right_to(
      String key, String method, String path, boolean allowed) {
    startWithKeys();

    for (String[] header :
        new String[][] {
          {"X-API-Key", key + "-key"},
          {"Authorization", "Bearer " + key + "-key"},
          {"Authorization", "bearer  " + key + "-key"}
        }) {
      Answer answer = send(method, path, header);
      if (allowed) {
        assertThat(answer.status()).isNotIn(401, 403);
      } else {
        assertThat(answer.problem(403).path("detail").asText())
            .contains("does not have the right", "; use one that has");
      }
    }
  }

  @Test
  void a_path_in_disguise_needs_the_same_key() throws IOException {
    startWithKeys();

    for (String path :
        List.of(
            "/v1/%74rending",
            "//v1/trending",
            "/v1//trending",
            "/v1/trending/",
            "/V1/trending",
            "/x/../v1/trending",
            "/v1/./trending",
            "/v1/trending;a=b",
            "/v1/items/a%2Fb")) {
      String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertThat(answer).as(path).containsPattern("^HTTP/1.1 (400|401|404) ");
    }
    assertThat(backend.requests).isEmpty();
  }

  @Test
  void keys_of_a_file_are_rotated_while_the_server_runs() throws IOException {
    Path file = folder.resolve("keys");
    Files.writeString(file, "site read " + sha256("old"));
    start(new GuardSettings(Keyring.EMPTY, Optional.of(file), false, List.of(), 0, 1));
    assertThat(send("GET", "/v1/trending", "X-API-Key", "old").status()).isEqualTo(200);

    Files.writeString(file, "site read " + sha256("new") + "\n# rotated");

    Awaitility.await()
        .atMost(10, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                assertThat(send("GET", "/v1/trending", "X-API-Key", "new").status())
                    .isEqualTo(200));
    assertThat(send("GET", "/v1/trending", "X-API-Key", "old").status()).isEqualTo(401);
  }

  @Test
  void a_key_file_that_is_empty_does_not_open_the_door() throws IOException {
    Path file = folder.resolve("keys");
    Files.writeString(file, "# none yet\n");
    start(new GuardSettings(Keyring.EMPTY, Optional.of(file), false, List.of(), 0, 1));

    caller.get("/v1/trending").problem(401);
  }

  @Test
  void who_asks_too_often_is_told_when_to_ask_again() {
    start(new GuardSettings(KEYS, Optional.empty(), false, List.of(), 1, 2));
    for (int i = 0; i < 2; i++) {
      assertThat(send("GET", "/v1/trending", "X-API-Key", "reader-key").status()).isEqualTo(200);
    }

    Answer answer = send("GET", "/v1/trending", "X-API-Key", "reader-key");

    assertThat(answer.problem(429).path("detail").asText())
        .isEqualTo("too many requests; send the next in 1 s, and fewer of them");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(send("GET", "/v1/trending", "X-API-Key", "root-key").status()).isEqualTo(200);
    assertThat(caller.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void guessing_keys_is_limited_like_all_else() {
    start(new GuardSettings(KEYS, Optional.empty(), false, List.of(), 1, 3));
    for (int i = 0; i < 3; i++) {
      send("GET", "/v1/trending", "X-API-Key", "guess-" + i).problem(401);
    }

    send("GET", "/v1/trending", "X-API-Key", "guess-4").problem(429);
  }

  @Test
  void a_page_of_an_allowed_origin_may_call() {
    startWithKeys();

    Answer asked =
        caller.send(
            caller
                .request("/v1/interactions")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", SHOP)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,x-api-key")
                .build());
    assertThat(asked.status()).isEqualTo(204);
    assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(SHOP);
    assertThat(asked.header("Access-Control-Allow-Methods")).contains("POST", "DELETE");
    assertThat(asked.header("Access-Control-Allow-Headers")).contains("X-API-Key", "Content-Type");
    assertThat(asked.header("Access-Control-Allow-Credentials")).isNull();
    assertThat(asked.header("Vary")).contains("Origin");

    Answer answer =
        send(
            "GET",
            "/v1/trending",
            "Origin",
            SHOP,
            "Sec-Fetch-Site",
            "cross-site",
            "X-API-Key",
            "reader-key");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(SHOP);
    assertThat(answer.header("Access-Control-Expose-Headers")).contains("Retry-After");
    // A refusal must be readable for the page as well.
    Answer refused = send("GET", "/v1/trending", "Origin", SHOP);
    refused.problem(401);
    assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(SHOP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example.evil.com",
        "https://evil.com",
        "http://shop.example",
        "https://shop.example:8443",
        "https://SHOP.example",
        "null"
      })
  void a_page_of_another_origin_may_not(String origin) {
    startWithKeys();

    Answer asked =
        caller.send(
            caller
                .request("/v1/interactions")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .build());
    assertThat(asked.header("Access-Control-Allow-Origin")).isNull();
    assertThat(asked.status()).isEqualTo(405);
    Answer written =
        send(
            "DELETE",
            "/v1/items/i",
            "Origin",
            origin,
            "Sec-Fetch-Site",
            "cross-site",
            "X-API-Key",
            "root-key");
    assertThat(written.problem(403).path("cure").isMissingNode()).isTrue();
    Answer read = send("GET", "/v1/trending", "Origin", origin, "X-API-Key", "reader-key");
    assertThat(read.header("Access-Control-Allow-Origin")).isNull();
  }

  @Test
  void without_keys_a_foreign_page_still_changes_nothing() {
    start(GuardSettings.NONE);

    send("DELETE", "/v1/items/i", "Sec-Fetch-Site", "cross-site").problem(403);
    send("DELETE", "/v1/items/i", "Sec-Fetch-Site", "same-site").problem(403);
    assertThat(send("DELETE", "/v1/items/i", "Sec-Fetch-Site", "same-origin").status())
        .isEqualTo(202);
    assertThat(send("DELETE", "/v1/items/i").status()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/v1/trending", "/nowhere", "/v1/trending?k=x", "/v1/items/i"})
  void answers_tell_a_browser_to_be_careful(String path) {
    start(GuardSettings.NONE);

    Answer answer = caller.get(path);

    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    if (path.equals("/")) {
      assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    }
  }

  @Test
  void a_request_keeps_its_name_if_it_is_fit_for_a_log() {
    start(GuardSettings.NONE);

    assertThat(send("GET", "/v1/trending", "X-Request-Id", "shop/42=a").header("X-Request-Id"))
        .isEqualTo("shop/42=a");
    String made = caller.get("/nowhere").header("X-Request-Id");
    assertThat(made).matches("[0-9a-f-]{13}-\\d+");
    assertThat(caller.get("/nowhere").header("X-Request-Id")).isNotEqualTo(made);
    for (String bad : List.of("a b", "<script>", "x".repeat(129), "%0d%0a\"")) {
      String name = send("GET", "/v1/trending", "X-Request-Id", bad).header("X-Request-Id");
      assertThat(name).as(bad).matches("[0-9a-f-]{13}-\\d+");
    }
  }

  @Test
  void what_is_told_of_requests_has_bounded_names() throws Exception {
    startWithKeys();
    send("GET", "/v1/items/a%0d%0ab%1b%5B31m", "X-API-Key", "reader-key");
    send("GET", "/v1/users/" + "x".repeat(200) + "/recommendations");
    caller.get("/wp-admin/" + "y".repeat(300));
    caller.send("BREW", "/v1/trending", null, null);

    assertThat(next()).isEqualTo(new Told("GET", "/v1/items/{item}", 400));
    assertThat(next()).isEqualTo(new Told("GET", "/v1/users/{user}/recommendations", 401));
    assertThat(next()).isEqualTo(new Told("GET", "none", 404));
    assertThat(next()).isEqualTo(new Told("other", "none", 405));
  }

  private Told next() throws InterruptedException {
    return requests.poll(10, TimeUnit.SECONDS);
  }

  @Test
  void what_became_of_elements_is_told() throws Exception {
    start(GuardSettings.NONE);
    String good = "{\"user\":\"u\",\"item\":\"i\",\"type\":\"view\"}";
    caller.postJson("/v1/interactions", "[" + good + "," + good + ",{\"user\":\"u\"}]");
    caller.postJson("/v1/interactions", "[{\"user\":\"u\"}]");

    assertThat(elements.poll(10, TimeUnit.SECONDS)).isEqualTo("/v1/interactions 2 1 0");
    assertThat(elements.poll(10, TimeUnit.SECONDS)).isEqualTo("/v1/interactions 0 1 0");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
