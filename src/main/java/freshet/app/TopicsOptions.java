package freshet.app;

import freshet.stream.TopicAdmin;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** The options that say which topics are meant, and on which Kafka. */
final class TopicsOptions {
  @Mixin private ClusterOptions cluster;
  @Mixin private SettingOption set;

  /**
   * The settings.
   *
   * @throws InvalidSettingsException if they name no brokers
   */
  Settings settings() {
    Settings settings = cluster.settings(new HashMap<>(set.settings()));
    if (settings.kafka().bootstrapServers().isEmpty()) {
      throw new InvalidSettingsException(
          "kafka.bootstrap.servers is empty, and freshet serve makes and checks the topics of its embedded broker itself; name your brokers, or one that runs with --set kafka.bootstrap.servers=%s:%d"
              .formatted(settings.kafka().host(), settings.kafka().port()),
          null);
    }
    return settings;
  }

  /** The brokers that the settings name. */
  static TopicAdmin connect(Settings settings) {
    Map<String, Object> connection = KafkaImport.connection(settings);
    return TopicAdmin.connect(connection, settings.kafka().startLimit());
  }
}
