package freshet.http.guard;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** All keys that are known. */
public record Keyring(List<ApiKey> keys) {
  public static final Keyring EMPTY = new Keyring(List.of());

  private static final int MAX_KEYS = 1_000;

  public Keyring {
    keys = List.copyOf(keys);
    if (keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          "there are %d keys; give %d at most".formatted(keys.size(), MAX_KEYS));
    }
    Set<String> names = new HashSet<>();
    for (ApiKey key : keys) {
      if (!names.add(key.name())) {
        throw new IllegalArgumentException(
            "two keys are called %s; give each a name of its own".formatted(key.name()));
      }
    }
  }

  /**
   * Reads a key file: a key on each line, as {@code NAME RIGHTS SHA256}; rights are separated by
   * commas. Empty lines and what begins with # are passed over.
   *
   * @throws IllegalArgumentException naming the first line that is wrong
   */
  public static Keyring parse(String text) {
    List<ApiKey> keys = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        keys.add(key(number, stripped.split("\\s+", -1)));
      }
    }
    return new Keyring(keys);
  }

  private static ApiKey key(int number, String[] words) {
    if (words.length != 3) {
      throw new IllegalArgumentException(
          "line %d has %d words; give a name, its rights and the key's SHA-256"
              .formatted(number, words.length));
    }
    try {
      return ApiKey.of(words[0], rights(words[1]), words[2]);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line %d: %s".formatted(number, e.getMessage()), e);
    }
  }

  private static Set<Right> rights(String words) {
    Set<Right> rights = EnumSet.noneOf(Right.class);
    for (String word : words.split(",", -1)) {
      try {
        rights.add(Right.valueOf(word.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "there is no such right; give events, read, write, metrics or admin, separated by commas",
            e);
      }
    }
    return rights;
  }

  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /**
   * The key that somebody presents. All are compared, whichever it is: how long it takes tells
   * nothing.
   */
  public Optional<ApiKey> find(String presented) {
    byte[] hash = ApiKey.hash(presented);
    ApiKey found = null;
    for (ApiKey key : keys) {
      if (key.hasHash(hash)) {
        found = key;
      }
    }
    return Optional.ofNullable(found);
  }
}
