package freshet.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.GlobalStore;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/** Draws a topology as Kafka Streams describes it, as a Mermaid flow chart. */
public final class TopologyDiagram {
  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> topics = new TreeMap<>();
  private final Map<String, Set<String>> storesOf = new LinkedHashMap<>();

  private TopologyDiagram() {}

  /** The flow chart: topics as rounded boxes, processors as boxes, stores as cylinders. */
  public static String mermaid(Topology topology) {
    return new TopologyDiagram().draw(topology.describe());
  }

  /** Every store of a topology and the processors that use it, by name of the store. */
  public static Map<String, Set<String>> stores(Topology topology) {
    Map<String, Set<String>> stores = new TreeMap<>();
    for (Subtopology part : topology.describe().subtopologies()) {
      for (Node node : part.nodes()) {
        if (node instanceof Processor processor) {
          processor
              .stores()
              .forEach(
                  store -> stores.computeIfAbsent(store, any -> new TreeSet<>()).add(node.name()));
        }
      }
    }
    for (GlobalStore global : topology.describe().globalStores()) {
      global
          .processor()
          .stores()
          .forEach(
              store -> stores.computeIfAbsent(store, any -> new TreeSet<>()).add("every instance"));
    }
    return stores;
  }

  private String draw(TopologyDescription description) {
    text.append("flowchart LR\n");
    List<Subtopology> parts = new ArrayList<>(description.subtopologies());
    parts.sort(Comparator.comparingInt(Subtopology::id));
    Set<String> arrows = new LinkedHashSet<>();
    for (Subtopology part : parts) {
      text.append("  subgraph s%d [sub-topology %d]\n".formatted(part.id(), part.id()));
      text.append("    direction LR\n");
      ordered(part.nodes()).forEach(node -> box(node, arrows));
      text.append("  end\n");
    }
    List<GlobalStore> globals = new ArrayList<>(description.globalStores());
    globals.sort(Comparator.comparingInt(GlobalStore::id));
    text.append("  subgraph views [views, on every instance]\n    direction LR\n");
    for (GlobalStore global : globals) {
      for (String store : global.processor().stores()) {
        text.append("    %s[(%s)]\n".formatted(id(store), store));
        global.source().topicSet().forEach(topic -> arrows.add(topic(topic) + " --> " + id(store)));
      }
    }
    text.append("  end\n");
    topics.forEach((name, id) -> text.append("  %s([%s])\n".formatted(id, name)));
    arrows.forEach(arrow -> text.append("  ").append(arrow).append('\n'));
    return text.toString();
  }

  private static List<Node> ordered(Set<Node> nodes) {
    List<Node> ordered = new ArrayList<>(nodes);
    ordered.sort(Comparator.comparing(Node::name));
    return ordered;
  }

  private void box(Node node, Set<String> arrows) {
    if (node instanceof Source source) {
      ordered(source.successors())
          .forEach(
              next ->
                  source
                      .topicSet()
                      .forEach(topic -> arrows.add(topic(topic) + " --> " + reach(next))));
      return;
    }
    if (node instanceof Sink) {
      return;
    }
    Processor processor = (Processor) node;
    text.append("    %s[%s]\n".formatted(id(node.name()), node.name()));
    for (String store : new TreeSet<>(processor.stores())) {
      if (storesOf.computeIfAbsent(store, any -> new TreeSet<>()).add(node.name())) {
        text.append("    %s[(%s)]\n".formatted(id(store), store));
        arrows.add("%s <--> %s".formatted(id(node.name()), id(store)));
      }
    }
    ordered(node.successors()).forEach(next -> arrows.add(id(node.name()) + " --> " + reach(next)));
  }

  /** A sink is drawn as the topic it writes. */
  private String reach(Node node) {
    return node instanceof Sink sink ? topic(sink.topic()) : id(node.name());
  }

  private String topic(String name) {
    return topics.computeIfAbsent(name, any -> "topic_" + id(name));
  }

  private static String id(String name) {
    return name.replace('-', '_').replace('.', '_');
  }
}
