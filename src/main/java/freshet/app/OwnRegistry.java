package freshet.app;

import freshet.http.RegistryServer;
import freshet.registry.EmbeddedRegistry;
import freshet.registry.KafkaSchemaLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The embedded registry, and the server through which others ask it.
 *
 * @param registry for this process
 * @param server for others on this machine
 */
record OwnRegistry(EmbeddedRegistry registry, RegistryServer server) implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  /**
   * Starts both on the topic that holds the schemas.
   *
   * @param connection what every Kafka client needs
   */
  static OwnRegistry start(Settings settings, Map<String, Object> connection) {
    EmbeddedRegistry registry =
        new EmbeddedRegistry(
            new KafkaSchemaLog(connection, KafkaSchemaLog.TOPIC, settings.kafka().startLimit()));
    try {
      return new OwnRegistry(
          registry, RegistryServer.start(registry, LOOPBACK, settings.schema().registryPort()));
    } catch (RuntimeException e) {
      registry.close();
      throw e;
    }
  }

  /** Where it answers. */
  String url() {
    return server.url();
  }

  @Override
  public void close() {
    Deque<AutoCloseable> parts = new ArrayDeque<>(List.of(server, registry));
    Parts.close(parts);
  }
}
