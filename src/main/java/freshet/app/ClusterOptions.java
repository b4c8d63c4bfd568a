package freshet.app;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say which Kafka and which state; each is a setting of the same meaning. */
final class ClusterOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where broker, state and checkpoints are kept. Default: data")
  private Path dataDir;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "Port of the embedded broker. Default: 9092")
  private Integer kafkaPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      description = "Port of the embedded schema registry. Default: 8081")
  private Integer registryPort;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file. Default: freshet.conf, where there is one")
  private Path config;

  /**
   * The settings these options, the environment and the settings file give.
   *
   * @param others more options, by setting
   */
  Settings settings(Map<String, Object> others) {
    Map<String, Object> options = new HashMap<>(others);
    put(options, "data-dir", dataDir == null ? null : dataDir.toString());
    put(options, "kafka.port", kafkaPort);
    put(options, "schema.registry.port", registryPort);
    return Settings.load(Optional.ofNullable(config), System.getenv(), systemProperties(), options);
  }

  /** The settings file that was named, if one was. */
  Optional<Path> config() {
    return Optional.ofNullable(config);
  }

  static Map<String, String> systemProperties() {
    return System.getProperties().stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, System::getProperty));
  }

  private static void put(Map<String, Object> options, String setting, Object value) {
    if (value != null) {
      options.put(setting, value);
    }
  }
}
