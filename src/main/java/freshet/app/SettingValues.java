package freshet.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Reads single settings. What cannot be read, or is out of range, is said in one sentence: the
 * setting, its value, where it was set and what to give instead.
 */
record SettingValues(Config config) {

  boolean has(String path) {
    return config.hasPath(path);
  }

  String text(String path) {
    return read(path, Config::getString, "give a text");
  }

  /** Empty where it is not set, which in the reference is "". */
  Optional<String> optionalText(String path) {
    return Optional.of(text(path)).map(String::strip).filter(value -> !value.isEmpty());
  }

  /** One of a few words. */
  String oneOf(String path, List<String> words) {
    return require(path, text(path), words::contains, "give " + String.join(" or ", words));
  }

  /** A text that fits a pattern. */
  String matching(String path, String pattern, String cure) {
    return require(path, text(path), value -> value.matches(pattern), cure);
  }

  int whole(String path, int least, int most) {
    String cure =
        most == Integer.MAX_VALUE
            ? "give a whole number, at least " + least
            : "give a whole number from %d to %d".formatted(least, most);
    return require(
        path, read(path, Config::getInt, cure), value -> value >= least && value <= most, cure);
  }

  int whole(String path) {
    return read(path, Config::getInt, "give a whole number");
  }

  int port(String path) {
    return whole(path, 0, 65_535);
  }

  double number(String path) {
    return read(path, Config::getDouble, "give a number");
  }

  double number(String path, double least, double most) {
    return require(
        path,
        number(path),
        value -> value >= least && value <= most,
        "give a number from %s to %s".formatted(least, most));
  }

  List<String> texts(String path) {
    return read(path, Config::getStringList, "give a list of texts such as [\"a\", \"b\"]").stream()
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  List<Double> numbers(String path) {
    return read(path, Config::getDoubleList, "give a list of numbers such as [0.5, 0.5]");
  }

  boolean flag(String path) {
    return read(path, Config::getBoolean, "give true or false");
  }

  long bytes(String path) {
    return read(path, Config::getBytes, "give a size such as 64MiB");
  }

  Duration duration(String path) {
    return read(path, Config::getDuration, "give a duration such as 500ms, 10s, 2h or 7d");
  }

  Duration duration(String path, Duration least) {
    return require(
        path,
        duration(path),
        value -> value.compareTo(least) >= 0,
        "give at least " + least.toMillis() + "ms");
  }

  /** Empty where it is not set, which in the reference is "". */
  Optional<Duration> optionalDuration(String path, Duration least) {
    return optionalText(path).isEmpty() ? Optional.empty() : Optional.of(duration(path, least));
  }

  List<Duration> durations(String path) {
    return read(path, Config::getDurationList, "give a list of durations such as [1h, 7d]");
  }

  /** A block of foreign settings, with dots in their names again. */
  Map<String, Object> foreign(String path) {
    Map<String, Object> flat = new HashMap<>();
    config
        .getConfig(path)
        .entrySet()
        .forEach(
            entry ->
                flat.put(
                    String.join(".", ConfigUtil.splitPath(entry.getKey())),
                    String.valueOf(entry.getValue().unwrapped())));
    return Map.copyOf(flat);
  }

  private <T> T read(String path, BiFunction<Config, String, T> reader, String cure) {
    try {
      return reader.apply(config, path);
    } catch (ConfigException.WrongType | ConfigException.BadValue e) {
      throw wrong(path, cure, e);
    }
  }

  private <T> T require(String path, T value, Predicate<T> good, String cure) {
    if (!good.test(value)) {
      throw wrong(path, cure, null);
    }
    return value;
  }

  private InvalidSettingsException wrong(String path, String cure, ConfigException cause) {
    var value = config.getValue(path);
    String setting = path.replace("\"", "");
    return new InvalidSettingsException(
        "%s is %s (%s); %s"
            .formatted(
                setting, Secrets.written(setting, value), value.origin().description(), cure),
        cause);
  }
}
