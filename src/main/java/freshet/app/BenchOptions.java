package freshet.app;

import freshet.bench.Launch;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that all benchmarks share: how the server they measure is started. */
final class BenchOptions {
  @Option(
      names = "--set",
      paramLabel = "SETTING=VALUE",
      description = "A setting of the server that differs from the reference. Can be repeated.")
  private Map<String, String> settings = Map.of();

  @Option(
      names = "--jvm",
      paramLabel = "OPTION",
      description = "An option of the server's JVM, such as --jvm=-Xmx2g. Can be repeated.")
  private List<String> jvm = List.of();

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  /** How the server is started. */
  Launch launch() {
    return Launch.ofThisProcess(ChildMain.class).with(jvm).withSettings(settings);
  }

  /**
   * The settings of the server.
   *
   * @throws InvalidSettingsException before anything is started
   */
  Settings settings() {
    return Settings.with(settings);
  }

  /** Whether the figures are wanted as JSON. */
  boolean json() {
    return json;
  }
}
