package freshet.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing, and refuses those that cannot work. */
public final class TopicCreation {
  private static final Logger LOG = LoggerFactory.getLogger(TopicCreation.class);

  private TopicCreation() {}

  /**
   * Creates what is missing, once it is clear that what is there can be worked with.
   *
   * @param connection bootstrap servers and whatever security they need
   * @param specs of topics; those that the stream makes are only looked at
   * @param replication replicas per partition; -1 for the broker's default
   * @throws IllegalStateException with the cure, if the cluster does not answer within the limit;
   *     with all that is wrong and each cure, if topics that exist cannot be worked with
   */
  public static void ensure(
      Map<String, Object> connection, List<TopicSpec> specs, short replication, Duration limit) {
    try (TopicAdmin admin = TopicAdmin.connect(connection, limit)) {
      Map<String, TopicLayout> found = admin.layouts(specs);
      String brokers = String.valueOf(connection.get("bootstrap.servers"));
      List<TopicFinding> findings =
          new LayoutCheck(brokers, replication)
              .findings(
                  specs.stream().filter(spec -> found.containsKey(spec.name())).toList(), found);
      refuse(findings);
      findings.forEach(finding -> LOG.warn("{}", finding.sentence()));
      admin.create(missing(specs, found), replication);
    }
  }

  /** The topics that are not there and are not for the stream to make. */
  public static List<TopicSpec> missing(List<TopicSpec> specs, Map<String, TopicLayout> found) {
    return specs.stream()
        .filter(spec -> !spec.isOfStream() && !found.containsKey(spec.name()))
        .toList();
  }

  /**
   * Makes sure that nothing is wrong that nobody may run on.
   *
   * @throws IllegalStateException with all that is, each with its cure
   */
  public static void refuse(List<TopicFinding> findings) {
    List<String> wrong =
        findings.stream().filter(TopicFinding::refused).map(TopicFinding::sentence).toList();
    if (wrong.size() == 1) {
      throw new IllegalStateException(wrong.get(0));
    }
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(
          "%d things are wrong with the topics:%n%s"
              .formatted(
                  wrong.size(),
                  wrong.stream()
                      .map(sentence -> "  " + sentence)
                      .collect(Collectors.joining(System.lineSeparator()))));
    }
  }
}
