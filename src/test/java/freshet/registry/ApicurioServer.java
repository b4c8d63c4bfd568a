package freshet.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Apicurio Registry in a process of its own, a real registry server that keeps all in memory. */
final class ApicurioServer implements AutoCloseable {
  private static final Path HOME = Path.of("target", "apicurio");
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final Process process;
  private final String base;

  private ApicurioServer(Process process, String base) {
    this.process = process;
    this.base = base;
  }

  static ApicurioServer start(Path log) throws IOException {
    int port = freePort();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-jar",
                runner().toAbsolutePath().toString())
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    ApicurioServer server = new ApicurioServer(process, "http://127.0.0.1:" + port);
    try {
      server.awaitReady(log);
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
    return server;
  }

  private static Path runner() throws IOException {
    try (Stream<Path> files = Files.list(HOME)) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("there is no server in " + HOME + "; run mvn verify"));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(Path log) {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    Awaitility.await("Apicurio, which logs to " + log)
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(250))
        .ignoreExceptions()
        .failFast("Apicurio ended; see " + log, () -> !process.isAlive())
        .until(() -> http.send(request, BodyHandlers.discarding()).statusCode() == 200);
  }

  /** Where it speaks Confluent's API. */
  String url() {
    return base + "/apis/ccompat/v7";
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
