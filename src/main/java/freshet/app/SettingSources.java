package freshet.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Where settings come from, the strongest first: the command line, system properties, the
 * environment, the settings file, the reference. Each keeps where it came from.
 */
final class SettingSources {
  /** Where the defaults are, on the class path. */
  static final String REFERENCE = "reference.conf";

  /** What the names of settings begin with outside of settings files. */
  static final String ROOT = "freshet";

  private SettingSources() {}

  /** All settings as they stand, the strongest first; not checked. */
  static Config effective(
      Optional<Path> file,
      Map<String, String> environment,
      Map<String, String> properties,
      Map<String, ?> options) {
    Config reference = reference();
    return given(reference, options, setting -> "options of the command line")
        .withFallback(properties(reference, properties))
        .withFallback(EnvironmentSettings.read(reference, environment))
        .withFallback(fromFile(file))
        .withFallback(reference)
        .resolve();
  }

  /**
   * The reference with a few that differ, whatever lies around; not checked.
   *
   * @param different values by setting
   */
  static Config with(Map<String, String> different) {
    Map<String, String> properties = new HashMap<>();
    different.forEach((setting, value) -> properties.put(ROOT + "." + setting, value));
    return properties(reference(), properties).withFallback(reference()).resolve();
  }

  /** The defaults. */
  static Config reference() {
    return ConfigFactory.parseResources(
        Settings.class.getClassLoader(),
        REFERENCE,
        ConfigParseOptions.defaults().setAllowMissing(false));
  }

  private static Config properties(Config reference, Map<String, String> properties) {
    Map<String, Object> ours = new HashMap<>();
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(ROOT + ".")) {
            ours.put(name.substring(ROOT.length() + 1), value);
          }
        });
    return given(reference, ours, setting -> "system property %s.%s".formatted(ROOT, setting));
  }

  /** Values by setting, each with where it came from. */
  private static Config given(
      Config reference, Map<String, ?> values, UnaryOperator<String> origin) {
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, ?> entry : new TreeMap<>(values).entrySet()) {
      String path = entry.getKey();
      Object value =
          entry.getValue() instanceof String text
              ? listOrText(reference, path, text)
              : entry.getValue();
      config = config.withValue(path, ConfigValueFactory.fromAnyRef(value, origin.apply(path)));
    }
    return config;
  }

  /** What is a list in the reference is written "1h, 1d" or "[1h, 1d]" where there is only text. */
  static Object listOrText(Config reference, String path, String value) {
    boolean list =
        reference.hasPath(path) && reference.getValue(path).valueType() == ConfigValueType.LIST;
    if (!list) {
      return value;
    }
    String elements = value.strip();
    if (elements.startsWith("[") && elements.endsWith("]")) {
      elements = elements.substring(1, elements.length() - 1);
    }
    return Stream.of(elements.split(",", -1)).map(String::strip).toList();
  }

  private static Config fromFile(Optional<Path> file) {
    Path path = file.orElse(Path.of(Settings.DEFAULT_FILE));
    if (!Files.exists(path)) {
      if (file.isPresent()) {
        throw new InvalidSettingsException(
            "the settings file " + path + " does not exist; check --config", null);
      }
      return ConfigFactory.empty();
    }
    if (!Files.isRegularFile(path)) {
      throw new InvalidSettingsException(
          "the settings file " + path + " is not a file; check --config", null);
    }
    return ConfigFactory.parseFile(path.toFile());
  }
}
