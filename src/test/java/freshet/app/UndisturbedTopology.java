package freshet.app;

import freshet.avro.InteractionRecord;
import freshet.catalog.ItemIndex;
import freshet.engagement.EngagementView;
import freshet.event.Admission;
import freshet.event.UserId;
import freshet.ingest.ProcessedPositions;
import freshet.mixture.MixtureView;
import freshet.popularity.TrendingView;
import freshet.recommend.Lessons;
import freshet.registry.ValueSerdes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.HostInfo;

/** The real topology without a broker: what it makes of events when nothing goes wrong. */
final class UndisturbedTopology implements AutoCloseable {
  private final Topics topics;
  private final TopologyTestDriver driver;

  /**
   * @param registryUrl registry with the schemas
   */
  UndisturbedTopology(Path directory, String registryUrl) {
    Settings settings = RunningFreshet.settings(directory, Map.of("kafka.partitions", "1"));
    topics =
        Topics.of(
            "",
            ValueSerdes.from(
                Map.of("schema.registry.url", registryUrl, "auto.register.schemas", true)));
    ItemIndex items = new ItemIndex();
    Topology topology =
        Application.topology(
                settings,
                topics,
                new Admission(settings.interactionTypes()),
                items,
                Lessons.NONE,
                new ProcessedPositions(1))
            .build(
                items,
                new TrendingView(settings.popularity()),
                new MixtureView(settings.recommend().mixture(), settings.popularity().halfLives()),
                new EngagementView(),
                (key, letter) -> {});
    Properties properties =
        StreamsConfiguration.of(
            settings, Map.of("bootstrap.servers", "nowhere:1"), new HostInfo("nowhere", 1));
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    driver = new TopologyTestDriver(topology, properties);
  }

  void process(List<InteractionRecord> events) {
    var interactions =
        driver.createInputTopic(
            topics.interactions().name(),
            topics.interactions().keys().serializer(),
            topics.interactions().values().serializer());
    events.forEach(
        event -> {
          Instant arrival = event.getTime().plusSeconds(120);
          interactions.pipeInput(new UserId(event.getUser()), event, arrival);
        });
  }

  /** The last word of a changelog on every key. */
  Map<String, List<Byte>> table(String changelog) {
    Map<String, List<Byte>> table = new LinkedHashMap<>();
    driver
        .createOutputTopic(changelog, new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList()
        .forEach(
            record -> {
              if (record.value() == null) {
                table.remove(record.key());
              } else {
                table.put(record.key(), TopicReader.bytes(record.value()));
              }
            });
    return table;
  }

  @Override
  public void close() {
    driver.close();
  }
}
