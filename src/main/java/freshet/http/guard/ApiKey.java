package freshet.http.guard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;

/**
 * A key as it is kept: its hash, never itself. Keys are long and random, so one round of SHA-256 is
 * enough: there is nothing to guess that a slow hash would have to protect.
 */
public final class ApiKey {
  private static final String NAME = "[A-Za-z0-9._-]{1,64}";
  private static final String SHA_256 = "[0-9a-fA-F]{64}";

  private final String name;
  private final Set<Right> rights;
  private final byte[] hash;

  private ApiKey(String name, Set<Right> rights, byte[] hash) {
    this.name = name;
    this.rights = rights;
    this.hash = hash;
  }

  /**
   * A key with rights.
   *
   * @param name for logs and limits, 1 to 64 letters, digits, dots, hyphens and underscores
   * @param sha256 of the key's UTF-8, 64 hexadecimal digits
   * @throws IllegalArgumentException saying what to give; never repeating what was given, which may
   *     be a key
   */
  public static ApiKey of(String name, Set<Right> given, String sha256) {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "the name of a key is wrong; give 1 to 64 letters, digits, dots, hyphens and underscores");
    }
    if (!sha256.matches(SHA_256)) {
      throw new IllegalArgumentException(
          "the hash of the key %s is wrong; give its SHA-256 as 64 hexadecimal digits"
              .formatted(name));
    }
    if (given.isEmpty()) {
      throw new IllegalArgumentException(
          "the key %s has no rights; give one of events, read, write, metrics, admin"
              .formatted(name));
    }
    Set<Right> rights = EnumSet.noneOf(Right.class);
    given.forEach(right -> rights.addAll(right.implied()));
    return new ApiKey(name, rights, HexFormat.of().parseHex(sha256));
  }

  public String name() {
    return name;
  }

  /** Whether it allows something. */
  public boolean may(Right right) {
    return rights.contains(right);
  }

  /** Whether a key has this hash; takes as long whether it has or not. */
  boolean hasHash(byte[] other) {
    return MessageDigest.isEqual(hash, other);
  }

  /** SHA-256 of a key. */
  static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApiKey key
        && name.equals(key.name)
        && rights.equals(key.rights)
        && hasHash(key.hash);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, rights);
  }

  @Override
  public String toString() {
    return name + rights;
  }
}
