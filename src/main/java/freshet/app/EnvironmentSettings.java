package freshet.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The settings that an environment gives: each in a variable, or in a file that a variable with
 * {@code _FILE} behind its name names, as secrets are handed to containers.
 *
 * <p>Foreign blocks have no list of names. Kafka's and Confluent's have dots only, which
 * underscores stand for.
 */
final class EnvironmentSettings {
  private static final String FILE = "_FILE";

  private final Config reference;
  private final Map<String, String> environment;
  private Config settings = ConfigFactory.empty();

  private EnvironmentSettings(Config reference, Map<String, String> environment) {
    this.reference = reference;
    this.environment = environment;
  }

  /**
   * Reads them.
   *
   * @throws InvalidSettingsException if a file cannot be read, or a setting is given in both ways
   */
  static Config read(Config reference, Map<String, String> environment) {
    EnvironmentSettings read = new EnvironmentSettings(reference, environment);
    for (var entry : reference.entrySet()) {
      read.take(entry.getKey(), variable(entry.getKey()));
    }
    UnknownSettings.FOREIGN.forEach(read::takeForeign);
    return read.settings;
  }

  /** What a setting is called in the environment. */
  static String variable(String path) {
    return (SettingSources.ROOT + "_" + path)
        .toUpperCase(Locale.ROOT)
        .replace('.', '_')
        .replace('-', '_');
  }

  private void takeForeign(String block) {
    String prefix = variable(block) + "_";
    TreeSet<String> variables = new TreeSet<>();
    for (String name : environment.keySet()) {
      String variable =
          name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name;
      // Names that do not make a setting are of somebody else.
      if (variable.matches(prefix + "[A-Z0-9]+(_[A-Z0-9]+)*")) {
        variables.add(variable);
      }
    }
    for (String variable : variables) {
      String name = variable.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.');
      take(block + "." + name, variable);
    }
  }

  private void take(String path, String variable) {
    Optional<String> text = Optional.ofNullable(environment.get(variable));
    Optional<String> file =
        Optional.ofNullable(environment.get(variable + FILE)).filter(name -> !name.isBlank());
    if (text.isPresent() && file.isPresent()) {
      throw new InvalidSettingsException(
          "%1$s is given twice, by %2$s and by %2$s_FILE; keep one of them"
              .formatted(path, variable),
          null);
    }
    text.ifPresent(value -> put(path, value, "environment " + variable));
    file.ifPresent(
        name ->
            put(
                path,
                content(variable, name),
                "environment %s_FILE: %s".formatted(variable, name)));
  }

  private void put(String path, String value, String origin) {
    settings =
        settings.withValue(
            path,
            ConfigValueFactory.fromAnyRef(
                SettingSources.listOrText(reference, path, value), origin));
  }

  /** A line break at the end is the editor's. */
  private static String content(String variable, String name) {
    try {
      return Files.readString(Path.of(name)).replaceFirst("\\R\\z", "");
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidSettingsException(
          "%s_FILE names %s, which cannot be read; check that it is there, is text and who may read it"
              .formatted(variable, name),
          e);
    }
  }
}
