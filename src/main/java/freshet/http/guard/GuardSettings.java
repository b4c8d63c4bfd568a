package freshet.http.guard;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who may ask for what, and how often.
 *
 * @param keys from the settings
 * @param keyFile more keys, which may change while the server runs
 * @param open whether everybody may do everything although the server listens beyond loopback
 * @param origins pages of which others than this server's own may call it, such as
 *     https://shop.example
 * @param requestsPerSecond each key, or address without one, may make, 0 to 1,000,000; 0 for any
 *     number
 * @param burst how many of them may come at once, 1 to 1,000,000
 */
public record GuardSettings(
    Keyring keys,
    Optional<Path> keyFile,
    boolean open,
    List<String> origins,
    int requestsPerSecond,
    int burst) {
  /** No keys, no limits, no other pages. */
  public static final GuardSettings NONE =
      new GuardSettings(Keyring.EMPTY, Optional.empty(), false, List.of(), 0, 1);

  private static final int MOST = 1_000_000;

  public GuardSettings {
    origins = List.copyOf(origins);
    for (String origin : origins) {
      if (!isOrigin(origin)) {
        throw new IllegalArgumentException(
            "http.cors.origins holds \"%s\"; give scheme, host and perhaps port, such as https://shop.example"
                .formatted(origin));
      }
    }
    if (requestsPerSecond < 0 || requestsPerSecond > MOST) {
      throw new IllegalArgumentException(
          "http.rate-limit.requests-per-second is %d; give 0 to %d"
              .formatted(requestsPerSecond, MOST));
    }
    if (burst < 1 || burst > MOST) {
      throw new IllegalArgumentException(
          "http.rate-limit.burst is %d; give 1 to %d".formatted(burst, MOST));
    }
  }

  private static boolean isOrigin(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      return ("http".equals(scheme) || "https".equals(scheme))
          && uri.getHost() != null
          && text.equals(
              scheme + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Whether a key is needed. */
  public boolean needsKeys() {
    return !keys.isEmpty() || keyFile.isPresent();
  }
}
