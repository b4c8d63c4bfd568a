package freshet.app;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The whole of Freshet in this process, on ports nobody else has. */
final class RunningFreshet implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);

  private final Application application;
  private final HttpCaller http;

  private RunningFreshet(Application application) {
    this.application = application;
    this.http = new HttpCaller("http://127.0.0.1:" + application.port());
  }

  /** Starts, and waits until it answers well. */
  static RunningFreshet start(Path dataDirectory) {
    return start(dataDirectory, Map.of());
  }

  /**
   * Starts, and waits until it answers well.
   *
   * @param changed settings that differ from the defaults
   */
  static RunningFreshet start(Path dataDirectory, Map<String, ?> changed) {
    Application application =
        Application.start(settings(dataDirectory, changed), Clock.systemUTC());
    try {
      await("the topology runs").atMost(READY_WITHIN).until(application::isReady);
    } catch (RuntimeException e) {
      application.close();
      throw e;
    }
    return new RunningFreshet(application);
  }

  /** The defaults, with the data in a directory and every port a free one. */
  static Settings settings(Path dataDirectory, Map<String, ?> changed) {
    Map<String, Object> options = new HashMap<>();
    options.put("data-dir", dataDirectory.toString());
    options.put("http.port", 0);
    options.put("kafka.port", 0);
    options.put("schema.registry.port", 0);
    options.putAll(changed);
    return Settings.load(Optional.empty(), Map.of(), Map.of(), options);
  }

  HttpCaller http() {
    return http;
  }

  String url() {
    return http.url();
  }

  String bootstrapServers() {
    return application.cluster().bootstrapServers();
  }

  String registryUrl() {
    return application.cluster().registryUrl();
  }

  /** Takes broker and registry away from under it. */
  void stopKafka() {
    application.cluster().close();
  }

  TopicReader topics() {
    return new TopicReader(bootstrapServers());
  }

  @Override
  public void close() {
    application.close();
  }
}
