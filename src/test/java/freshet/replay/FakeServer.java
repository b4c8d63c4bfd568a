package freshet.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Stands in for a running Freshet: takes NDJSON as the HTTP interface promises, and remembers it.
 */
public final class FakeServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Without it every answer waits 40 ms for the client's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private final ConcurrentLinkedQueue<JsonNode> interactions = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<JsonNode> items = new ConcurrentLinkedQueue<>();
  private volatile Predicate<JsonNode> refuses = row -> row.path("type").asText().equals("comment");
  private volatile Predicate<Integer> overloaded = request -> false;
  private volatile int mostRows = Integer.MAX_VALUE;
  private volatile Runnable onRequest = () -> {};

  public FakeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/interactions", exchange -> answer(exchange, interactions));
    server.createContext("/v1/items", exchange -> answer(exchange, items));
    server.setExecutor(threads);
    server.start();
  }

  public URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  public List<JsonNode> interactions() {
    return List.copyOf(interactions);
  }

  public List<JsonNode> items() {
    return List.copyOf(items);
  }

  public int requests() {
    return requests.get();
  }

  int mostUnderWay() {
    return mostUnderWay.get();
  }

  /** Answers 503 to requests with these numbers, counted from 1. */
  void overloadedAt(Predicate<Integer> overloaded) {
    this.overloaded = overloaded;
  }

  void refusing(Predicate<JsonNode> refuses) {
    this.refuses = refuses;
  }

  void takingAtMost(int rows) {
    mostRows = rows;
  }

  void onRequest(Runnable onRequest) {
    this.onRequest = onRequest;
  }

  private void answer(HttpExchange exchange, ConcurrentLinkedQueue<JsonNode> kept)
      throws IOException {
    try (exchange) {
      mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
      onRequest.run();
      List<JsonNode> rows = rows(exchange);
      if (overloaded.test(requests.incrementAndGet())) {
        send(exchange, 503, JSON.createObjectNode().put("detail", "overloaded"));
      } else if (rows.size() > mostRows) {
        send(exchange, 413, JSON.createObjectNode().put("detail", "too large"));
      } else {
        take(exchange, rows, kept);
      }
    } finally {
      underWay.decrementAndGet();
    }
  }

  private static List<JsonNode> rows(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    List<JsonNode> rows = new ArrayList<>();
    for (String line : body.lines().toList()) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private void take(
      HttpExchange exchange, List<JsonNode> rows, ConcurrentLinkedQueue<JsonNode> kept)
      throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode results = JSON.createArrayNode();
    for (int i = 0; i < rows.size(); i++) {
      if (refuses.test(rows.get(i))) {
        results
            .addObject()
            .put("index", i)
            .put("status", "rejected")
            .put("field", "type")
            .put("reason", "type is not defined; define it");
      } else {
        kept.add(rows.get(i));
      }
    }
    body.put("accepted", rows.size() - results.size()).put("rejected", results.size());
    int refused = results.size();
    body.set("results", results);
    send(exchange, refused == 0 ? 202 : 422, body);
  }

  private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
