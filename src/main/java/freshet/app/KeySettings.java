package freshet.app;

import freshet.http.guard.ApiKey;
import freshet.http.guard.Keyring;
import freshet.http.guard.Right;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the keys that stand in the settings; one under several rights has them all. */
final class KeySettings {
  private KeySettings() {}

  private record Named(String name, String hash) {}

  static Keyring keys(SettingValues values) {
    Map<Named, Set<Right>> rights = new LinkedHashMap<>();
    for (Right right : Right.values()) {
      String setting = "http.keys." + right.label();
      for (String entry : values.texts(setting)) {
        rights
            .computeIfAbsent(named(setting, entry), any -> EnumSet.noneOf(Right.class))
            .add(right);
      }
    }
    List<ApiKey> keys = new ArrayList<>();
    rights.forEach((named, all) -> keys.add(ApiKey.of(named.name(), all, named.hash())));
    return new Keyring(keys);
  }

  /**
   * What stands there is not repeated in messages: it may be a key that somebody forgot to hash.
   */
  private static Named named(String setting, String entry) {
    int equals = entry.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException(
          setting + " has an entry without a name; give NAME=HASH, a hash being the key's SHA-256");
    }
    try {
      Named named =
          new Named(entry.substring(0, equals).strip(), entry.substring(equals + 1).strip());
      ApiKey.of(named.name(), EnumSet.of(Right.READ), named.hash());
      return named;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
    }
  }
}
