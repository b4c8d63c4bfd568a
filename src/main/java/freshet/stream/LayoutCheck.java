package freshet.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Compares topics with how they have to be laid out.
 *
 * @param brokers where they are, as `kafka-configs` wants it
 * @param replication replicas that each should have; -1 where that is for the brokers to say
 */
public record LayoutCheck(String brokers, int replication) {

  /**
   * What can be told from the layout alone to lose or misjudge something. Other settings make a
   * topic slower or larger, and are for those who run the brokers to choose.
   */
  private static final List<String> COMPARED =
      List.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          TopicConfig.RETENTION_MS_CONFIG,
          TopicConfig.DELETE_RETENTION_MS_CONFIG);

  /** Of these, what a setting of another value would do at once. */
  private static final Set<String> REFUSED =
      Set.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);

  /**
   * All that is wrong, in the order of the topics.
   *
   * @param found the topics that are there, by name
   */
  public List<TopicFinding> findings(List<TopicSpec> specs, Map<String, TopicLayout> found) {
    List<TopicFinding> findings = new ArrayList<>();
    for (TopicSpec spec : specs) {
      TopicLayout layout = found.get(spec.name());
      if (layout != null) {
        partitions(spec, layout).ifPresent(findings::add);
        COMPARED.forEach(key -> config(spec, key, layout).ifPresent(findings::add));
        replicas(spec, layout).ifPresent(findings::add);
        insyncReplicas(spec, layout).ifPresent(findings::add);
      } else if (!spec.isOfStream()) {
        findings.add(
            new TopicFinding(
                spec.name(),
                TopicFinding.TOPIC,
                "missing",
                "there, with %d partitions".formatted(spec.partitions()),
                "run freshet topics create",
                false));
      }
    }
    return findings;
  }

  private static Optional<TopicFinding> partitions(TopicSpec spec, TopicLayout layout) {
    int is = layout.partitions();
    if (is == spec.partitions()) {
      return Optional.empty();
    }
    String cure =
        switch (spec.decides()) {
          case SETTING -> "set kafka.partitions to %d, or use another topics.prefix".formatted(is);
          case NOBODY ->
              "use another topics.prefix, or delete it with what it holds and run freshet topics create";
          case STREAM ->
              "set kafka.partitions to %d if the other topics have as many, or raise streams.generation and run freshet rebuild, which builds the state anew from the log"
                  .formatted(is);
        };
    return Optional.of(
        new TopicFinding(
            spec.name(),
            TopicFinding.PARTITIONS,
            Integer.toString(is),
            Integer.toString(spec.partitions()),
            cure,
            true));
  }

  private Optional<TopicFinding> config(TopicSpec spec, String key, TopicLayout layout) {
    String should = spec.config().get(key);
    String is = layout.config().get(key);
    if (should == null || is == null || parts(is).equals(parts(should))) {
      return Optional.empty();
    }
    String command = configure(spec.name(), key, should);
    String cure =
        switch (key) {
          case TopicConfig.CLEANUP_POLICY_CONFIG ->
              "before %s, run %s".formatted(loss(spec), command);
          case TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG ->
              "so that time is the broker's and not the senders', run " + command;
          case TopicConfig.RETENTION_MS_CONFIG ->
              "let the settings say what it is, or run " + command;
          default -> "run " + command;
        };
    return Optional.of(new TopicFinding(spec.name(), key, is, should, cure, REFUSED.contains(key)));
  }

  /** Policies are a list in any order. */
  private static Set<String> parts(String value) {
    return Arrays.stream(value.split(",", -1))
        .map(String::strip)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What becomes of a log that is compacted, and of a table that is not. */
  private static String loss(TopicSpec spec) {
    boolean table =
        TopicConfig.CLEANUP_POLICY_COMPACT.equals(
            spec.config().get(TopicConfig.CLEANUP_POLICY_CONFIG));
    return table ? "what it keeps for good is forgotten" : "all but the last of each key is lost";
  }

  private Optional<TopicFinding> replicas(TopicSpec spec, TopicLayout layout) {
    if (replication <= 0 || replication == layout.replicas()) {
      return Optional.empty();
    }
    return Optional.of(
        new TopicFinding(
            spec.name(),
            TopicFinding.REPLICAS,
            Integer.toString(layout.replicas()),
            Integer.toString(replication),
            "set kafka.replication to %d, or run kafka-reassign-partitions"
                .formatted(layout.replicas()),
            false));
  }

  /** With fewer replicas than have to confirm a write, nothing can be written. */
  private Optional<TopicFinding> insyncReplicas(TopicSpec spec, TopicLayout layout) {
    String key = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
    String is = layout.config().getOrDefault(key, "1");
    if (Integer.parseInt(is) <= layout.replicas()) {
      return Optional.empty();
    }
    String most = Integer.toString(layout.replicas());
    return Optional.of(
        new TopicFinding(
            spec.name(),
            key,
            is,
            "at most " + most,
            "nothing can be written to it: give it more replicas with kafka-reassign-partitions, or run "
                + configure(spec.name(), key, most),
            true));
  }

  private String configure(String topic, String key, String value) {
    return "kafka-configs --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
        .formatted(brokers, topic, key, value);
  }
}
