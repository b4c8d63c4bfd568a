package freshet.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.List;

/**
 * A setting as it stands, fit to be shown.
 *
 * @param setting its path, without quotes
 * @param value without what is secret
 * @param from where it was set; "default" if nowhere
 */
record ShownSetting(String setting, Object value, String from) {

  private static final String DEFAULT = "default";

  /** All of them, by name. */
  static List<ShownSetting> all(Config effective) {
    return effective.entrySet().stream()
        .map(entry -> of(String.join(".", ConfigUtil.splitPath(entry.getKey())), entry.getValue()))
        .sorted(Comparator.comparing(ShownSetting::setting))
        .toList();
  }

  private static ShownSetting of(String setting, ConfigValue value) {
    return new ShownSetting(setting, Secrets.shown(setting, value), from(value.origin()));
  }

  private static String from(ConfigOrigin origin) {
    return SettingSources.REFERENCE.equals(origin.resource()) ? DEFAULT : origin.description();
  }
}
