package freshet.app;

import freshet.broker.EmbeddedBroker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * The embedded broker and registry, for other processes to use.
 *
 * @param bootstrapServers where Kafka clients connect
 * @param registryUrl where the registry answers
 * @param parts what was started, last first
 */
record BrokerAlone(String bootstrapServers, String registryUrl, Deque<AutoCloseable> parts)
    implements AutoCloseable {

  /** Starts both, whatever brokers and registry the settings name: those are for who uses these. */
  static BrokerAlone start(Settings settings) {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      EmbeddedBroker broker = Cluster.broker(settings);
      parts.push(broker);
      // Not kafka.client: what it says of security is for brokers that have some.
      OwnRegistry registry =
          OwnRegistry.start(settings, Map.of("bootstrap.servers", broker.bootstrapServers()));
      parts.push(registry);
      return new BrokerAlone(broker.bootstrapServers(), registry.url(), parts);
    } catch (RuntimeException e) {
      Parts.close(parts);
      throw e;
    }
  }

  /** The settings with which a Freshet uses them. */
  Map<String, Object> settingsOfUsers() {
    return Map.of(
        "kafka.bootstrap.servers", bootstrapServers,
        "schema.registry.url", registryUrl,
        // Nobody else brings the schemas.
        "auto.register.schemas", true);
  }

  @Override
  public void close() {
    Parts.close(parts);
  }
}
