package freshet.app;

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
    Settings settings = cluster.settings(port == null ? Map.of() : Map.of("http.port", port));
    LogFormat.apply(settings.logFormat());
    return settings;
  }
}
