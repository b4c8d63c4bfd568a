package freshet.app;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Knows which settings nobody is to read over somebody's shoulder, and what to show instead. */
final class Secrets {
  /** What stands where a secret was. */
  static final String MASK = "***";

  private static final Pattern SECRET =
      Pattern.compile(
          "passw|passphrase|secret|^peers\\.key$|token|jaas|user\\.?info|credential|private\\.?key|keystore\\.key"
              + "|(api|access|account|encryption)[._-]?key");

  /** Where a secret is found, not the secret. */
  private static final Pattern PLACE = Pattern.compile("\\.(source|location|file|url|class|type)$");

  private static final String KEYS = "http.keys.";

  /** {@code user:password@} of an address. */
  private static final Pattern IN_ADDRESS = Pattern.compile("(?<=://)[^@,\\s]+@");

  /** {@code token=…} of an address, {@code password="…"} of whatever is configured in one text. */
  private static final Pattern IN_TEXT =
      Pattern.compile(
          "(?i)((?:passw[a-z]*|secret|token|[a-z]*key|signature|sig)\\s*=\\s*)(\"[^\"]*\"|'[^']*'|[^&;,\\s]+)");

  private Secrets() {}

  /**
   * The value of a setting as it may be shown: a number, a flag or a text as it is, without what is
   * secret in it.
   *
   * @param path of the setting, without quotes
   */
  static Object shown(String path, ConfigValue value) {
    return shown(path, value.unwrapped());
  }

  /** The same as it stands in a settings file. */
  static String written(String path, ConfigValue value) {
    return ConfigValueFactory.fromAnyRef(shown(path, value)).render(ConfigRenderOptions.concise());
  }

  private static Object shown(String path, Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(element -> shown(path, element)).toList();
    }
    if (path.startsWith(KEYS) && !isPlace(path)) {
      return key(String.valueOf(value));
    }
    if (isSecret(path) && !String.valueOf(value).isEmpty()) {
      return MASK;
    }
    return value instanceof String text ? withoutSecrets(text) : value;
  }

  private static boolean isSecret(String path) {
    return SECRET.matcher(path.toLowerCase(Locale.ROOT)).find() && !isPlace(path);
  }

  private static boolean isPlace(String path) {
    return PLACE.matcher(path.toLowerCase(Locale.ROOT)).find();
  }

  /** Whose key it is may be known; the rest may be a key that somebody forgot to hash. */
  private static String key(String entry) {
    int equals = entry.indexOf('=');
    return equals < 0 ? MASK : entry.substring(0, equals + 1) + MASK;
  }

  private static String withoutSecrets(String text) {
    if (text.contains("-----BEGIN")) {
      return MASK;
    }
    String address = IN_ADDRESS.matcher(text).replaceAll(MASK + "@");
    return IN_TEXT.matcher(address).replaceAll("$1" + MASK);
  }
}
