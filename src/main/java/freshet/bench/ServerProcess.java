package freshet.bench;

import freshet.avro.InteractionRecord;
import freshet.avro.ModelRecord;
import freshet.event.UserId;
import freshet.ingest.Interactions;
import freshet.model.release.ModelsTopic;
import freshet.registry.RegistrySettings;
import freshet.registry.ValueSerdes;
import freshet.stream.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code freshet serve} in a child process: broker, registry, stream and HTTP, on free ports and
 * with a data directory in the {@link Workplace}.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("Freshet is at (http://\\S+)");
  private static final Pattern KAFKA = Pattern.compile("Kafka (\\S+:\\d+) ");
  private static final Pattern REGISTRY = Pattern.compile("schema registry (http://\\S+)");
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);
  private static final Duration REGISTRY_LIMIT = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWERS_WITHIN).build();
  private final ChildProcess process;

  private ServerProcess(ChildProcess process) {
    this.process = process;
  }

  /** Starts one on fresh data. */
  public static ServerProcess start(Workplace workplace, Launch launch) {
    return start(workplace, launch, workplace.folder().resolve("data"), List.of());
  }

  /**
   * Starts one on the data of another that has ended.
   *
   * @param data its data directory
   * @param options more options of {@code serve}; ports that are not named are free ones
   */
  public static ServerProcess start(
      Workplace workplace, Launch launch, Path data, List<String> options) {
    return start(workplace, launch, "server", data, options);
  }

  /**
   * Starts one beside others.
   *
   * @param name what it is called when it fails, unique among the living
   * @param data its data directory, new or of another that has ended
   * @param options more options of {@code serve}; ports that are not named are free ones
   */
  public static ServerProcess start(
      Workplace workplace, Launch launch, String name, Path data, List<String> options) {
    List<String> line = new ArrayList<>(List.of("serve", "--data-dir=" + data.toAbsolutePath()));
    line.addAll(options);
    for (String port : List.of("--port", "--kafka-port", "--registry-port")) {
      if (options.stream().noneMatch(option -> option.startsWith(port + "="))) {
        line.add(port + "=0");
      }
    }
    return new ServerProcess(workplace.start(launch, name, line));
  }

  /**
   * Waits until it has said where it is and answers well.
   *
   * @throws FailedBenchException if it ends, or is not ready within the limit
   */
  public void awaitReady(Duration limit) throws InterruptedException {
    boolean ready =
        Poll.until(
            () -> !process.isAlive() || (process.said(ADDRESS).isPresent() && isReady()),
            INTERVAL,
            limit);
    process.requireAlive();
    if (!ready) {
      throw process.failure("is not ready after " + limit.toSeconds() + " s");
    }
  }

  /**
   * Waits until it has said where it is: its broker and HTTP are up, its state need not be
   * restored.
   *
   * @throws FailedBenchException if it ends, or has said nothing within the limit
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

  /**
   * Its `interactions` topic, written as any outside producer writes it.
   *
   * @param prefix of its topics
   */
  public Topic<UserId, InteractionRecord> interactions(String prefix) {
    return Interactions.topic(prefix, serdes().of(InteractionRecord.class));
  }

  /**
   * Its `models` topic, written as any outside producer writes it.
   *
   * @param prefix of its topics
   */
  public Topic<String, ModelRecord> models(String prefix) {
    return ModelsTopic.topic(prefix, serdes().of(ModelRecord.class));
  }

  private ValueSerdes serdes() {
    // The schema is asked for once, and the server may have its hands full then.
    int patience = (int) REGISTRY_LIMIT.toMillis();
    return ValueSerdes.from(
        Map.of(
            RegistrySettings.URL, registryUrl(),
            RegistrySettings.AUTO_REGISTER, true,
            RegistrySettings.CONNECT_TIMEOUT, patience,
            RegistrySettings.REQUEST_TIMEOUT, patience,
            RegistrySettings.DEADLINE, patience));
  }

  private String said(Pattern pattern) {
    return process.said(pattern).orElseThrow(() -> process.failure("has not said where it is"));
  }

  /** The process, for its CPU time and its end. */
  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
