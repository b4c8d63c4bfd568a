package freshet.bench.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Answers every request with what a function of its method, path and body says, at its pace. */
final class StubServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private StubServer(HttpServer server) {
    this.server = server;
  }

  static StubServer start(int status, Function<String, String> answer) throws IOException {
    return start(status, answer, false);
  }

  /** Does not tell the length of its answers. */
  static StubServer chunked(Function<String, String> answer) throws IOException {
    return start(200, answer, true);
  }

  private static StubServer start(int status, Function<String, String> answer, boolean chunked)
      throws IOException {
    StubServer stub =
        new StubServer(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    stub.server.setExecutor(stub.threads);
    stub.server.createContext("/", exchange -> stub.answer(exchange, status, answer, chunked));
    stub.server.start();
    return stub;
  }

  private void answer(
      HttpExchange exchange, int status, Function<String, String> answer, boolean chunked)
      throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    byte[] answered =
        answer
            .apply(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body)
            .getBytes(StandardCharsets.UTF_8);
    int length = chunked ? 0 : answered.length == 0 ? -1 : answered.length;
    exchange.sendResponseHeaders(status, length);
    exchange.getResponseBody().write(answered);
    exchange.close();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Cuts all connections. */
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Override
  public void close() {
    stop();
  }
}
