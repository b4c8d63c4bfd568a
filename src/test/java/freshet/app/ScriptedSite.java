package freshet.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A site with the JavaScript client, whose server answers as a test tells it to. */
final class ScriptedSite implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PAGE =
      """
      <!DOCTYPE html><title>A site</title>
      <p id="top" style="height: 3000px">Text</p>
      <article id="below" data-freshet-item="rye" data-freshet-slate="s1">A dense rye</article>
      <script type="module">
        import { Freshet } from '/freshet.js';
        window.problems = [];
        const given = new URLSearchParams(location.search);
        window.freshet = new Freshet({
          user: 'mia', wait: Number(given.get('wait') ?? 50), dwell: 100,
          consent: given.get('consent') !== 'no', onProblem: problem => window.problems.push(problem),
        });
      </script>
      """;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  /** What was sent. */
  record Post(long nanos, JsonNode events) {
    List<String> ids() {
      return values("eventId");
    }

    List<String> values(String field) {
      List<String> values = new ArrayList<>();
      events.forEach(event -> values.add(event.path(field).asText()));
      return values;
    }
  }

  private record Answer(int status, String retryAfter, String body) {}

  private ScriptedSite(HttpServer server) {
    this.server = server;
  }

  static ScriptedSite start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ScriptedSite site = new ScriptedSite(server);
    server.setExecutor(site.threads);
    server.createContext("/page", exchange -> send(exchange, 200, "text/html", PAGE));
    server.createContext(
        "/freshet.js", exchange -> send(exchange, 200, "text/javascript", client()));
    server.createContext("/v1/interactions", site::take);
    server.start();
    return site;
  }

  private static String client() throws IOException {
    try (InputStream in = ScriptedSite.class.getResourceAsStream("/web/freshet.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    Post post = new Post(System.nanoTime(), JSON.readTree(exchange.getRequestBody()));
    Answer answer = answers.poll();
    posts.add(post);
    if (answer == null) {
      String body = "{\"accepted\":%d,\"rejected\":0,\"results\":[]}".formatted(post.events.size());
      send(exchange, 202, "application/json", body);
      return;
    }
    exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
    send(exchange, answer.status(), "application/problem+json", answer.body());
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Answers the next post so, and not with 202. */
  void answerNext(int status, String retryAfter, String body) {
    answers.add(new Answer(status, retryAfter, body));
  }

  /** All that was sent since {@link #forget}, in order. */
  List<Post> posts() {
    return List.copyOf(posts);
  }

  void forget() {
    posts.clear();
    answers.clear();
  }

  String page(String query) {
    return "http://localhost:%d/page%s".formatted(server.getAddress().getPort(), query);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
