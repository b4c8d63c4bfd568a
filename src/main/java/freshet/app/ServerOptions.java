package freshet.app;

import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that all commands with a server share. */
final class ServerOptions {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the HTTP server, 0 for any free one. Default: 7070")
  private Integer port;

  @Mixin private ClusterOptions cluster;

  Settings settings() {
    return settings(Map.of());
  }

  /**
   * The settings these options, the environment and the settings file give.
   *
   * @param others more options, by setting
   */
  Settings settings(Map<String, String> others) {
    Map<String, Object> given = new HashMap<>(others);
    if (port != null) {
      given.put("http.port", port);
    }
    Settings settings = cluster.settings(given);
    LogFormat.apply(settings.logFormat());
    return settings;
  }
}
