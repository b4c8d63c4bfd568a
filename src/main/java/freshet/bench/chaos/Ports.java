package freshet.bench.chaos;

import freshet.bench.FailedBenchException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Ports that a server keeps when it is started again, so that its clients need not be told.
 *
 * <p>They lie below those that operating systems give to outgoing connections: while the server is
 * dead, one of these could otherwise take its place, even one to the very port it comes from.
 *
 * @param http of the API
 * @param kafka of the broker
 * @param registry of the schema registry
 */
record Ports(int http, int kafka, int registry) {
  private static final int FIRST = 20_000;
  private static final int END = 30_000;
  private static final int TRIES = 1_000;

  /** Three that are free now. */
  static Ports choose(RandomGenerator random) {
    int http = free(random);
    int kafka = free(random);
    while (kafka == http) {
      kafka = free(random);
    }
    int registry = free(random);
    while (registry == http || registry == kafka) {
      registry = free(random);
    }
    return new Ports(http, kafka, registry);
  }

  /** Another port that is free now. */
  int another(RandomGenerator random) {
    int port = free(random);
    while (port == http || port == kafka || port == registry) {
      port = free(random);
    }
    return port;
  }

  private static int free(RandomGenerator random) {
    for (int i = 0; i < TRIES; i++) {
      int port = random.nextInt(FIRST, END);
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException taken) {
        // The next one is tried.
      }
    }
    throw new FailedBenchException(
        "no port from %d to %d is free; end what listens there".formatted(FIRST, END - 1));
  }

  /** As options of {@code serve}. */
  List<String> options() {
    return List.of("--port=" + http, "--kafka-port=" + kafka, "--registry-port=" + registry);
  }
}
