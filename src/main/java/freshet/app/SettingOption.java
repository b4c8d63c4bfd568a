package freshet.app;

import java.util.Map;
import picocli.CommandLine.Option;

/** Settings that have no option of their own, on the command line. */
final class SettingOption {
  @Option(
      names = "--set",
      paramLabel = "SETTING=VALUE",
      description = "Any setting. Can be repeated.")
  private Map<String, String> settings = Map.of();

  /** Values by setting. */
  Map<String, String> settings() {
    return settings;
  }
}
