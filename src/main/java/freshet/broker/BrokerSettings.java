package freshet.broker;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where the embedded broker keeps its data and where it listens.
 *
 * @param directory the broker's own directory; made if missing, and used by one broker at a time
 * @param host a name or address of this machine's loopback interface, for Kafka clients
 * @param port for Kafka clients, 0 to 65535; 0 picks a free one, another at every start
 * @param controllerPort for the broker's own quorum, 0 to 65535; 0 picks a free one. It may change
 *     from start to start.
 */
public record BrokerSettings(Path directory, String host, int port, int controllerPort) {
  /** The loopback address that the broker listens on unless told otherwise. */
  public static final String DEFAULT_HOST = "127.0.0.1";

  /** The port that every Kafka client tries first. */
  public static final int DEFAULT_PORT = 9092;

  public BrokerSettings {
    Objects.requireNonNull(directory, "directory");
    if (host.isBlank()) {
      throw new IllegalArgumentException("kafka.host is empty; give " + DEFAULT_HOST);
    }
    requirePort("kafka.port", port);
    requirePort("kafka.controller.port", controllerPort);
    if (port != 0 && port == controllerPort) {
      throw new IllegalArgumentException(
          "kafka.port and kafka.controller.port are both " + port + "; give two different ports");
    }
  }

  /** The defaults, with the data in this directory. */
  public static BrokerSettings in(Path directory) {
    return new BrokerSettings(directory, DEFAULT_HOST, DEFAULT_PORT, 0);
  }

  /** The same broker with another port for clients; 0 picks a free one. */
  public BrokerSettings withPort(int newPort) {
    return new BrokerSettings(directory, host, newPort, controllerPort);
  }

  private static void requirePort(String setting, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          setting + " is " + port + "; give a port from 1 to 65535, or 0 for any free one");
    }
  }
}
