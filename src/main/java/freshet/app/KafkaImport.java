package freshet.app;

import freshet.catalog.KafkaItemLog;
import freshet.event.Admission;
import freshet.ingest.KafkaInteractionLog;
import freshet.registry.RegistrySettings;
import freshet.registry.ValueSerdes;
import freshet.stream.TopicCreation;
import freshet.stream.TopicWriter;
import java.util.HashMap;
import java.util.Map;

/** Opens the topics themselves for {@code freshet import --to kafka}. */
final class KafkaImport {
  private KafkaImport() {}

  /**
   * Connects to the brokers of the settings, or to those that a running {@code freshet serve} has
   * embedded.
   */
  static ImportPorts open(Settings settings) {
    Map<String, Object> connection = connection(settings);
    TopicCreation.ensure(
        connection,
        Topics.specs(settings),
        settings.kafka().replication(),
        settings.kafka().startLimit());
    Topics topics = topics(settings);
    TopicWriter writer = TopicWriter.connect(connection);
    return new ImportPorts(
        brokers(settings),
        new Admission(settings.interactionTypes()),
        new KafkaInteractionLog(writer, topics.interactions()),
        new KafkaItemLog(writer, topics.items()),
        writer::close);
  }

  /** What a client needs to reach the brokers. */
  static Map<String, Object> connection(Settings settings) {
    Map<String, Object> connection = new HashMap<>(settings.kafka().client());
    connection.put("bootstrap.servers", brokers(settings));
    return connection;
  }

  static String brokers(Settings settings) {
    return settings
        .kafka()
        .bootstrapServers()
        .orElse(settings.kafka().host() + ":" + settings.kafka().port());
  }

  /** The topics, with serdes that ask the registry of the settings or the embedded one. */
  static Topics topics(Settings settings) {
    Map<String, Object> serdes = new HashMap<>(settings.schema().serdeConfig());
    settings.schema().serdeClass().ifPresent(name -> serdes.put(ValueSerdes.SERDE_CLASS, name));
    serdes.put(
        RegistrySettings.URL,
        settings
            .schema()
            .registryUrl()
            .orElse("http://127.0.0.1:" + settings.schema().registryPort()));
    serdes.putIfAbsent(RegistrySettings.AUTO_REGISTER, settings.schema().registryUrl().isEmpty());
    return Topics.of(settings, ValueSerdes.from(serdes));
  }
}
