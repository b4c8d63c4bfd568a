package freshet.query.peer;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How instances ask each other.
 *
 * @param key what they all present and ask for; empty for none
 * @param timeout how long an answer is waited for
 */
public record PeerSettings(Optional<String> key, Duration timeout) {
  /** What can stand in a header, and nobody guesses. */
  private static final Pattern KEY = Pattern.compile("[!-~]{16,256}");

  /**
   * @throws IllegalArgumentException if the key is none or the timeout no time
   */
  public PeerSettings {
    if (key.isPresent() && !KEY.matcher(key.get()).matches()) {
      throw new IllegalArgumentException(
          "peers.key cannot be used; give 16 to 256 letters, digits and signs without spaces");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "peers.timeout is %s; give something like 300ms".formatted(timeout));
    }
  }

  @Override
  public String toString() {
    return "PeerSettings[key=%s, timeout=%s]".formatted(key.isPresent() ? "set" : "none", timeout);
  }
}
