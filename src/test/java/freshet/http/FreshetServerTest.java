package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import freshet.event.LogPosition;
import freshet.event.UnavailableException;
import freshet.http.Caller.Answer;
import freshet.http.exchange.ProblemResponses;
import freshet.http.health.Readiness;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class FreshetServerTest {
  private final FakeBackend backend = new FakeBackend();
  private FreshetServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server = FreshetServer.start(ServerSettings.at("127.0.0.1", 0), backend.ports());
    caller = new Caller(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void the_root_is_a_page_that_points_to_the_api() {
    Answer answer = caller.get("/");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/html");
    assertThat(answer.response().body()).contains("/api.html", "/v1/openapi.json");
  }

  @Test
  void a_serving_process_is_live_and_ready_when_all_parts_are() {
    assertThat(caller.get("/health/live?t=1").status()).isEqualTo(200);
    assertThat(caller.get("/health/ready").response().body())
        .isEqualTo("{\"ready\":true,\"parts\":{\"broker\":\"is up\"}}");
  }

  @Test
  void what_is_not_ready_is_named() {
    backend.readiness =
        () -> new Readiness.State(false, Map.of("stores", "are restoring, 40 % done"));

    Answer answer = caller.get("/health/ready");

    JsonNode problem = answer.problem(503);
    assertThat(problem.path("ready").asBoolean(true)).isFalse();
    assertThat(problem.at("/parts/stores").asText()).isEqualTo("are restoring, 40 % done");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(caller.get("/health/live").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/v1", "/v1/users", "/v1/users//profile", "/favicon.ico"})
  void an_unknown_path_is_not_found(String path) {
    caller.get(path).problem(404);
    assertThat(caller.send("HEAD", path, null, null).status()).isEqualTo(404);
  }

  @Test
  void no_problem_is_ever_html() {
    Answer answer = caller.send(caller.request("/nowhere").header("Accept", "text/html").build());

    answer.problem(404);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /, GET",
    "DELETE, /v1/interactions, POST",
    "GET, /v1/items, POST",
    "POST, /v1/items/i, PUT",
    "POST, /v1/items/i/similar, GET",
    "PUT, /v1/trending, GET",
    "PUT, /v1/users/u/profile, GET",
    "PUT, /v1/users/u/recommendations, GET",
    "POST, /health/live, GET",
    "OPTIONS, /health/ready, GET",
    "PATCH, /v1/items/i, DELETE",
    "BREW, /v1/trending, GET"
  })
  void a_wrong_method_is_answered_with_the_right_ones(String method, String path, String allowed) {
    Answer answer = caller.send(method, path, null, null);

    assertThat(answer.problem(405).path("detail").asText()).contains(method, allowed);
    assertThat(answer.header("Allow")).contains(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/health/live",
        "/v1/trending",
        "/v1/users/u/recommendations",
        "/v1/users/u/profile"
      })
  void head_answers_as_get_without_a_body(String path) {
    Answer answer = caller.send("HEAD", path, null, null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo(caller.get(path).header("Content-Type"));
    assertThat(answer.response().body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/items/%zz HTTP/1.1",
        "GET /v1/items/%FF HTTP/1.1",
        "GET /v1/items/% HTTP/1.1",
        "GET /v1/items/i?k=%E4 HTTP/1.1",
        "GET /v1/trending?k=%4 HTTP/1.1",
        "GET /v1/trending?%C3=1 HTTP/1.1",
        "GET /../../etc/passwd HTTP/1.1",
        "GET nonsense HTTP/1.1",
        "NONSENSE",
        "GET / HTTP/9.9",
      })
  void a_request_that_cannot_be_read_is_a_problem(String line) throws IOException {
    String answer = raw(line + "\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(answer).containsPattern("^HTTP/1.1 (4\\d\\d|505) ");
    assertThat(answer).containsIgnoringCase("content-type: application/problem+json");
    assertThat(answer).contains("\"type\":\"about:blank\"").doesNotContain("<html", "\tat ");
  }

  @Test
  void a_header_that_is_too_large_is_a_problem() throws IOException {
    String answer = raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(70_000) + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 431").contains("application/problem+json");
  }

  @Test
  void a_body_in_bad_chunks_is_a_problem() throws IOException {
    String answer =
        raw(
            "POST /v1/interactions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
  }

  @Test
  void an_unexpected_error_is_logged_once_with_its_id_and_its_path_on_one_line() {
    Logger logger = (Logger) LoggerFactory.getLogger(ProblemResponses.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    backend.slates =
        request -> {
          throw new IllegalStateException("secret");
        };
    try {
      String id = caller.get("/v1/users/a%20b/recommendations").problem(500).path("error").asText();

      assertThat(lines.list).hasSize(1);
      assertThat(lines.list.get(0).getLevel()).isEqualTo(Level.ERROR);
      assertThat(lines.list.get(0).getFormattedMessage())
          .isEqualTo("GET /v1/users/a%20b/recommendations failed, error " + id);
    } finally {
      logger.detachAppender(lines);
    }
  }

  @Test
  void an_upgrade_to_a_websocket_is_a_problem() throws IOException {
    String answer =
        raw(
            "GET /v1/trending HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSec-WebSocket-Version: 13\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 404").contains("application/problem+json");
  }

  @Test
  void the_method_cannot_be_overridden() {
    caller
        .send(caller.request("/v1/items/i").header("X-HTTP-Method-Override", "DELETE").build())
        .problem(400);
  }

  @Test
  void what_nobody_expected_is_an_error_that_can_be_found_in_the_log() {
    backend.slates =
        request -> {
          throw new IllegalStateException("secret");
        };

    for (String path :
        new String[] {
          "/v1/users/u/recommendations", "/v1/items/i/similar", "/v1/trending",
        }) {
      JsonNode problem = caller.get(path).problem(500);
      assertThat(problem.path("error").asText()).isNotEmpty();
      assertThat(problem.path("detail").asText()).contains(problem.path("error").asText());
      assertThat(problem.toString()).doesNotContain("secret");
    }
  }

  @Test
  void an_error_of_the_jvm_is_a_problem_too() {
    backend.slates =
        request -> {
          throw new StackOverflowError("deep");
        };

    caller.get("/v1/trending").problem(500);
  }

  @Test
  void something_unavailable_is_a_problem_with_retry_after() {
    backend.slates =
        request -> {
          throw new UnavailableException("the store is closed", null);
        };

    Answer answer = caller.get("/v1/trending");

    answer.problem(503);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void a_port_in_use_is_reported_in_one_sentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ServerSettings settings = ServerSettings.at("127.0.0.1", taken.getLocalPort());

      assertThatThrownBy(() -> FreshetServer.start(settings, backend.ports()))
          .isInstanceOf(CannotListenException.class)
          .hasMessage(
              "port %d is in use; choose another with --port, or stop what listens there",
              taken.getLocalPort());
    }
  }

  @Test
  void a_host_that_is_not_here_is_reported_in_one_sentence() {
    ServerSettings settings = ServerSettings.at("192.0.2.1", 0);

    assertThatThrownBy(() -> FreshetServer.start(settings, backend.ports()))
        .isInstanceOf(CannotListenException.class)
        .hasMessage(
            "cannot listen on 192.0.2.1 port 0; choose an address of this machine and another --port");
  }

  @Test
  void the_port_is_free_after_close() throws IOException {
    int port = server.port();

    server.close();
    server.close();

    try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(again.getLocalPort()).isEqualTo(port);
    }
  }

  @Test
  void a_running_request_is_answered_before_the_server_closes() throws Exception {
    CompletableFuture<LogPosition> appended = new CompletableFuture<>();
    CompletableFuture<Void> arrived = new CompletableFuture<>();
    backend.log =
        interaction -> {
          arrived.complete(null);
          return appended;
        };
    CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(this::view);
    arrived.get(20, TimeUnit.SECONDS);

    CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
    appended.complete(null);

    assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(202);
    closed.get(20, TimeUnit.SECONDS);
  }

  @Test
  @Timeout(20)
  void a_request_that_never_ends_does_not_keep_the_server_from_closing() throws Exception {
    CompletableFuture<Void> arrived = new CompletableFuture<>();
    backend.log =
        interaction -> {
          arrived.complete(null);
          return new CompletableFuture<>();
        };
    CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(this::view);
    arrived.get(20, TimeUnit.SECONDS);

    server.close();

    assertThat(answer)
        .satisfiesAnyOf(
            gone -> assertThat(gone).failsWithin(Duration.ofSeconds(10)),
            told -> assertThat(told.join().status()).isGreaterThanOrEqualTo(500));
  }

  private Answer view() {
    return caller.postJson("/v1/interactions", "{\"user\":\"u\",\"item\":\"i\",\"type\":\"view\"}");
  }

  @Test
  void more_endpoints_can_be_served() {
    try (FreshetServer more =
        FreshetServer.start(
            ServerSettings.at("127.0.0.1", 0),
            backend.ports(),
            routes -> routes.get("/more", ctx -> ctx.result("more")))) {
      assertThat(new Caller(more.port()).get("/more").response().body()).isEqualTo("more");
    }
  }

  @ParameterizedTest
  @CsvSource({"70000, http.port is 70000; give 0 to 65535", "-1, http.port is -1; give 0 to 65535"})
  void settings_out_of_range_name_the_cure(int port, String message) {
    assertThatThrownBy(() -> ServerSettings.at("127.0.0.1", port)).hasMessage(message);
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
