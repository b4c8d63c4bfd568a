package freshet.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
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

  /** Every store of a topology and what fills it, by name of the store, in Markdown. */
  public static Map<String, String> stores(Topology topology) {
    Map<String, Set<String>> processors = new TreeMap<>();
    for (Subtopology part : topology.describe().subtopologies()) {
      for (Node node : part.nodes()) {
        if (node instanceof Processor processor) {
          processor
              .stores()
              .forEach(
                  store ->
                      processors
                          .computeIfAbsent(store, any -> new TreeSet<>())
                          .add("`" + node.name() + "`"));
        }
      }
    }
    Map<String, String> stores = new TreeMap<>();
    processors.forEach((store, nodes) -> stores.put(store, String.join(", ", nodes)));
    for (GlobalStore global : topology.describe().globalStores()) {
      String topics = String.join(", ", new TreeSet<>(global.source().topicSet()));
      global
          .processor()
          .stores()
          .forEach(store -> stores.put(store, "topic `%s`, on every instance".formatted(topics)));
    }
    return stores;
  }

  private String draw(TopologyDescription description) {
    text.append("flowchart LR\n");
    List<Subtopology> parts = new ArrayList<>(description.subtopologies());
    parts.sort(Comparator.comparingInt(Subtopology::id));
    Set<String> arrows = new LinkedHashSet<>();
    for (Subtopology part : parts) {
      text.append("  subgraph s%d [\"%s\"]\n".formatted(part.id(), title(part)));
      text.append("    direction LR\n");
      inFlow(part).forEach(node -> box(node, arrows));
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

  /** The rooms that a sub-topology passes through; its number says nothing to anybody. */
  private static String title(Subtopology part) {
    Set<String> rooms = new LinkedHashSet<>();
    for (Node node : inFlow(part)) {
      if (node instanceof Processor) {
        rooms.add(node.name().substring(0, node.name().indexOf('-')));
      }
    }
    return String.join(", ", rooms);
  }

  /** The nodes in the order in which a record passes them. */
  private static List<Node> inFlow(Subtopology part) {
    Set<Node> met = new LinkedHashSet<>();
    Deque<Node> next =
        new ArrayDeque<>(
            ordered(part.nodes()).stream().filter(node -> node instanceof Source).toList());
    while (!next.isEmpty()) {
      Node node = next.remove();
      if (met.add(node)) {
        next.addAll(ordered(node.successors()));
      }
    }
    return List.copyOf(met);
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
    if (isPlumbing(processor)) {
      return;
    }
    text.append("    %s[%s]\n".formatted(id(node.name()), node.name()));
    for (String store : new TreeSet<>(processor.stores())) {
      if (storesOf.computeIfAbsent(store, any -> new TreeSet<>()).add(node.name())) {
        text.append("    %s[(%s)]\n".formatted(id(store), store));
        arrows.add("%s <--> %s".formatted(id(node.name()), id(store)));
      }
    }
    ordered(node.successors()).forEach(next -> arrows.add(id(node.name()) + " --> " + reach(next)));
  }

  /** Kafka Streams drops null keys before a repartition topic; there are none. */
  private static boolean isPlumbing(Processor processor) {
    return processor.name().endsWith("-repartition-filter") && processor.successors().size() == 1;
  }

  /** A sink is drawn as the topic it writes. */
  private String reach(Node node) {
    if (node instanceof Processor processor && isPlumbing(processor)) {
      return reach(processor.successors().iterator().next());
    }
    return node instanceof Sink sink ? topic(sink.topic()) : id(node.name());
  }

  private String topic(String name) {
    return topics.computeIfAbsent(name, any -> "topic_" + id(name));
  }

  private static String id(String name) {
    return name.replace('-', '_').replace('.', '_');
  }
}
