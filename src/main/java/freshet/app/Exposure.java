package freshet.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Who can reach the server, and whether that is meant. */
final class Exposure {
  private Exposure() {}

  /**
   * Refuses to listen where others can ask without a key, unless that is said to be meant.
   *
   * @throws InvalidSettingsException in one sentence
   */
  static void check(Settings settings) {
    String host = settings.http().host();
    if (!settings.guard().needsKeys() && !settings.guard().open() && !isLoopback(host)) {
      throw new InvalidSettingsException(
          "http.host is %s, where others can reach this server, and no key is needed; give keys under http.keys, or set http.open = true where something before it guards it"
              .formatted(host),
          null);
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      // No address of this machine either: the server says so when it is to listen there.
      return true;
    }
  }
}
