package freshet.app;

import freshet.broker.BrokerSettings;
import freshet.broker.EmbeddedBroker;
import freshet.registry.LocalRegistry;
import freshet.registry.RegistrySettings;
import freshet.registry.ValueSerdes;
import freshet.stream.TopicCreation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Kafka and the registry, ours or the site's, with the topics in place.
 *
 * @param connection what every Kafka client needs
 * @param registryUrl where the registry answers
 * @param topics with the serdes that the settings chose
 * @param parts what was started for it, last first
 */
record Cluster(
    Map<String, Object> connection, String registryUrl, Topics topics, Deque<AutoCloseable> parts)
    implements AutoCloseable {

  /** Connects to what the settings name, and starts what they do not. */
  static Cluster start(Settings settings) {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      Map<String, Object> connection = new HashMap<>(settings.kafka().client());
      connection.put("bootstrap.servers", bootstrapServers(settings, parts));
      Generations.requireSound(settings, connection);
      TopicCreation.ensure(
          connection,
          Topics.allSpecs(settings),
          settings.kafka().replication(),
          settings.kafka().startLimit());

      Map<String, Object> serdes = new HashMap<>(settings.schema().serdeConfig());
      settings.schema().serdeClass().ifPresent(name -> serdes.put(ValueSerdes.SERDE_CLASS, name));
      if (settings.schema().registryUrl().isPresent()) {
        String url = settings.schema().registryUrl().get();
        serdes.put(RegistrySettings.URL, url);
        serdes.putIfAbsent(RegistrySettings.AUTO_REGISTER, false);
        return new Cluster(connection, url, Topics.of(settings, ValueSerdes.from(serdes)), parts);
      }
      OwnRegistry own = OwnRegistry.start(settings, connection);
      parts.push(own);
      serdes.put(RegistrySettings.URL, own.url());
      serdes.putIfAbsent(RegistrySettings.AUTO_REGISTER, true);
      return new Cluster(
          connection,
          own.url(),
          Topics.of(settings, ValueSerdes.from(serdes, new LocalRegistry(own.registry()))),
          parts);
    } catch (RuntimeException e) {
      Parts.close(parts);
      throw e;
    }
  }

  private static String bootstrapServers(Settings settings, Deque<AutoCloseable> parts) {
    if (settings.kafka().bootstrapServers().isPresent()) {
      return settings.kafka().bootstrapServers().get();
    }
    EmbeddedBroker broker = broker(settings);
    parts.push(broker);
    return broker.bootstrapServers();
  }

  /** Starts the broker that the settings describe. */
  static EmbeddedBroker broker(Settings settings) {
    return EmbeddedBroker.start(
        new BrokerSettings(
            settings.dataDirectory().resolve("kafka"),
            settings.kafka().host(),
            settings.kafka().port(),
            settings.kafka().controllerPort()));
  }

  String bootstrapServers() {
    return String.valueOf(connection.get("bootstrap.servers"));
  }

  @Override
  public void close() {
    Parts.close(parts);
  }
}
