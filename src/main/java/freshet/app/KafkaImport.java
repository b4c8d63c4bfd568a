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
    Map<String, Object> connection = new HashMap<>(settings.kafka().client());
    String brokers =
        settings
            .kafka()
            .bootstrapServers()
            .orElse(settings.kafka().host() + ":" + settings.kafka().port());
    connection.put("bootstrap.servers", brokers);
    TopicCreation.ensure(
        connection,
        Topics.specs(settings.topics(), settings.kafka().partitions()),
        settings.kafka().replication(),
        settings.kafka().startLimit());
    Map<String, Object> serdes = new HashMap<>(settings.schema().serdeConfig());
    settings.schema().serdeClass().ifPresent(name -> serdes.put(ValueSerdes.SERDE_CLASS, name));
    serdes.put(
        RegistrySettings.URL,
        settings
            .schema()
            .registryUrl()
            .orElse("http://127.0.0.1:" + settings.schema().registryPort()));
    serdes.putIfAbsent(RegistrySettings.AUTO_REGISTER, settings.schema().registryUrl().isEmpty());
    Topics topics = Topics.of(settings.topics().prefix(), ValueSerdes.from(serdes));
    TopicWriter writer = TopicWriter.connect(connection);
    return new ImportPorts(
        brokers,
        new Admission(settings.interactionTypes()),
        new KafkaInteractionLog(writer, topics.interactions()),
        new KafkaItemLog(writer, topics.items()),
        writer::close);
  }
}
