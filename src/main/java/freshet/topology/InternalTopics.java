package freshet.topology;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/** The topics that a topology makes for itself, without the application id before their names. */
public final class InternalTopics {
  private static final String REPARTITION = "-repartition";
  private static final String CHANGELOG = "-changelog";

  private InternalTopics() {}

  /** What its parts send each other. */
  public static Set<String> repartitions(Topology topology) {
    Set<String> names = new TreeSet<>();
    for (Subtopology part : topology.describe().subtopologies()) {
      for (Node node : part.nodes()) {
        if (node instanceof Source source && source.topicSet() != null) {
          source.topicSet().stream()
              .filter(topic -> topic.endsWith(REPARTITION))
              .forEach(names::add);
        }
      }
    }
    return names;
  }

  /**
   * Where the state of its stores is kept. A topology does not say which stores have one, so there
   * are names among these that no topic has.
   */
  public static Set<String> changelogs(Topology topology) {
    Set<String> names = new TreeSet<>();
    for (Subtopology part : topology.describe().subtopologies()) {
      for (Node node : part.nodes()) {
        if (node instanceof Processor processor) {
          processor.stores().forEach(store -> names.add(store + CHANGELOG));
        }
      }
    }
    return names;
  }
}
