package freshet.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * {@code freshet serve} in a child process: where it says that it is, and whether it answers well.
 */
public class ServeProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("Freshet is at (https?://\\S+)");
  static final Pattern KAFKA = Pattern.compile("Kafka (\\S+:\\d+) ");
  static final Pattern REGISTRY = Pattern.compile("schema registry (http://\\S+)");
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWERS_WITHIN).build();
  private final ChildProcess process;

  /** One that has just been started. */
  public ServeProcess(ChildProcess process) {
    this.process = process;
  }

  /**
   * Waits until it has said where it is and answers well.
   *
   * @throws FailedProcessException if it ends, or is not ready within the limit
   */
  public void awaitReady(Duration limit) throws InterruptedException {
    boolean ready = Poll.until(() -> !process.isAlive() || (isUp() && isReady()), INTERVAL, limit);
    process.requireAlive();
    if (!ready) {
      throw process.failure("is not ready after " + limit.toSeconds() + " s");
    }
  }

  /**
   * Waits until it has said where it is: its broker and HTTP are up, its state need not be
   * restored.
   *
   * @throws FailedProcessException if it ends, or has said nothing within the limit
   */
  public void awaitUp(Duration limit) throws InterruptedException {
    process.awaitSaid(ADDRESS, limit);
  }

  /** Whether it lives and has said where it is. */
  public boolean isUp() {
    return process.isAlive() && process.said(ADDRESS).isPresent();
  }

  /** Whether it answers well now; it must have said where it is. */
  public boolean isReady() {
    HttpRequest ready =
        HttpRequest.newBuilder(http().resolve("/health/ready")).timeout(ANSWERS_WITHIN).build();
    try {
      return client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Where its API is; once it is ready, as the other addresses. */
  public URI http() {
    return URI.create(said(ADDRESS));
  }

  /** Where its broker is. */
  public String bootstrapServers() {
    return said(KAFKA);
  }

  /** Where its schema registry is. */
  public String registryUrl() {
    return said(REGISTRY);
  }

  private String said(Pattern pattern) {
    return process.said(pattern).orElseThrow(() -> process.failure("has not said where it is"));
  }

  /** The process, for what it costs and its end. */
  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
