package freshet.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Ports that a server keeps when it is started again, so that its clients need not be told.
 *
 * <p>They lie below those that operating systems give to outgoing connections: while the server is
 * dead, one of these could otherwise take its place, even one to the very port it comes from.
 */
public final class FreePorts {
  private static final int FIRST = 20_000;
  private static final int END = 30_000;
  private static final int TRIES = 1_000;

  private final RandomGenerator random;
  private final Set<Integer> taken = new HashSet<>();

  public FreePorts(RandomGenerator random) {
    this.random = random;
  }

  /**
   * One that is free now, and that this has not given before.
   *
   * @throws FailedBenchException if there is none
   */
  public int take() {
    for (int i = 0; i < TRIES; i++) {
      int port = random.nextInt(FIRST, END);
      if (!taken.contains(port) && isFree(port)) {
        taken.add(port);
        return port;
      }
    }
    throw new FailedBenchException(
        "no port from %d to %d is free; end what listens there".formatted(FIRST, END - 1));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
