package freshet.registry;

import freshet.http.Certificate;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Apicurio Registry in a process of its own, a real registry server that keeps all in memory. */
public final class ApicurioServer implements AutoCloseable {
  private static final Path HOME = Path.of("target", "apicurio");
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final Process process;
  private final String base;

  private ApicurioServer(Process process, String base) {
    this.process = process;
    this.base = base;
  }

  /** Starts one that speaks HTTP. */
  public static ApicurioServer start(Path log) throws IOException {
    int port = freePort();
    return start(
        List.of("-Dquarkus.http.port=" + port),
        "http://127.0.0.1:" + port,
        HttpClient.newHttpClient(),
        log);
  }

  /**
   * Starts one that speaks HTTPS and nothing else.
   *
   * @param trusting whoever asks whether it is ready
   */
  public static ApicurioServer start(Certificate certificate, HttpClient trusting, Path log)
      throws IOException {
    int port = freePort();
    return start(
        List.of(
            "-Dquarkus.http.insecure-requests=disabled",
            "-Dquarkus.http.ssl-port=" + port,
            "-Dquarkus.http.ssl.certificate.key-store-file=" + certificate.keyStore(),
            "-Dquarkus.http.ssl.certificate.key-store-password=" + certificate.password(),
            // By its own port it would say how it is without a certificate.
            "-Dquarkus.management.enabled=false"),
        "https://127.0.0.1:" + port,
        trusting,
        log);
  }

  private static ApicurioServer start(
      List<String> options, String base, HttpClient client, Path log) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dquarkus.http.host=127.0.0.1"));
    line.addAll(options);
    line.addAll(List.of("-jar", runner().toAbsolutePath().toString()));
    Process process =
        new ProcessBuilder(line)
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    ApicurioServer server = new ApicurioServer(process, base);
    try {
      server.awaitReady(client, log);
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

  private void awaitReady(HttpClient http, Path log) {
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
  public String url() {
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
