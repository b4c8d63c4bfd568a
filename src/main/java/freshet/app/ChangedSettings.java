package freshet.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import freshet.app.report.Report.ChangedSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds the settings that are not as the reference has them. */
final class ChangedSettings {
  /**
   * Blocks that say how Freshet runs, not what it recommends. Some hold passwords, and a report is
   * handed around.
   */
  static final Set<String> OF_RUNNING =
      Set.of(
          "data-dir",
          "shutdown-limit",
          "http",
          "kafka",
          "schema",
          "serde",
          "auto",
          "use",
          "basic",
          "topics",
          "streams",
          "slates");

  private ChangedSettings() {}

  /** Those of {@code effective} that decide what is recommended, by name. */
  static List<ChangedSetting> among(Config effective, Config reference) {
    Map<String, ConfigValue> sorted = new TreeMap<>();
    effective.entrySet().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    List<ChangedSetting> changed = new ArrayList<>();
    sorted.forEach(
        (path, value) -> {
          boolean known = reference.hasPath(path);
          if (!OF_RUNNING.contains(ConfigUtil.splitPath(path).get(0))
              && !(known && same(value, reference.getValue(path)))) {
            changed.add(
                new ChangedSetting(
                    path, written(value), known ? written(reference.getValue(path)) : ""));
          }
        });
    return changed;
  }

  /** What comes from the environment is text: "0.5" is the 0.5 of the reference. */
  private static boolean same(ConfigValue one, ConfigValue other) {
    return written(one).equals(written(other));
  }

  private static String written(ConfigValue value) {
    if (value.unwrapped() instanceof List<?> list) {
      List<String> elements = new ArrayList<>();
      list.forEach(element -> elements.add(String.valueOf(element)));
      return "[" + String.join(", ", elements) + "]";
    }
    return value.unwrapped() instanceof String text
        ? text
        : value.render(ConfigRenderOptions.concise());
  }
}
