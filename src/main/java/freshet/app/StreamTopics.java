package freshet.app;

import freshet.stream.TopicSpec;
import freshet.topology.InternalTopics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.Topology;

/**
 * The topics that the stream makes for itself at its first start: where it keeps the state of its
 * stores, and what its parts send each other.
 */
final class StreamTopics {
  private StreamTopics() {}

  /** How they have to be laid out, where they are; there may be some that never come to be. */
  static List<TopicSpec> specs(Settings settings) {
    Topology topology = DescribedTopology.of(settings);
    String application = settings.application() + "-";
    int partitions = settings.kafka().partitions();
    List<TopicSpec> specs = new ArrayList<>();
    InternalTopics.changelogs(topology)
        .forEach(topic -> specs.add(TopicSpec.changelog(application + topic, partitions)));
    InternalTopics.repartitions(topology)
        .forEach(topic -> specs.add(TopicSpec.repartition(application + topic, partitions)));
    return List.copyOf(specs);
  }
}
