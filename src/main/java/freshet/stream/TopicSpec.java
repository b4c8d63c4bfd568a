package freshet.stream;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How a topic has to be laid out.
 *
 * @param name the full name
 * @param decides who says how many partitions it has
 * @param partitions how many
 * @param config what differs from the broker's defaults
 */
public record TopicSpec(String name, Decides decides, int partitions, Map<String, String> config) {

  /** Who says how many partitions a topic has, and so what can be done about a wrong number. */
  public enum Decides {
    /** The setting. */
    SETTING,
    /** Nobody: there is one, since all of it is read in order. */
    NOBODY,
    /** The stream, which also makes the topic. */
    STREAM
  }

  /**
   * A log that is kept for a time, counted from when the broker took a record: events of long ago
   * that are imported today are kept as long as today's.
   */
  public static TopicSpec log(String name, int partitions, Duration retention) {
    return log(name, Decides.SETTING, partitions, retention);
  }

  /** A log in one partition, whatever the settings say. */
  public static TopicSpec log(String name, Duration retention) {
    return log(name, Decides.NOBODY, 1, retention);
  }

  private static TopicSpec log(String name, Decides decides, int partitions, Duration retention) {
    return new TopicSpec(
        name,
        decides,
        partitions,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(retention.toMillis()),
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime"));
  }

  /**
   * Only what is in closed segments is compacted, and every instance reads a table at its start.
   */
  private static final int TABLE_SEGMENT_BYTES = 16 << 20;

  /** A table: the newest record of each key, and that a key was deleted, are kept for good. */
  public static TopicSpec table(String name, int partitions) {
    return table(name, Decides.SETTING, partitions);
  }

  /** A table in one partition, whatever the settings say. */
  public static TopicSpec table(String name) {
    return table(name, Decides.NOBODY, 1);
  }

  private static TopicSpec table(String name, Decides decides, int partitions) {
    return new TopicSpec(
        name,
        decides,
        partitions,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(Duration.ofDays(3650).toMillis()),
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(TABLE_SEGMENT_BYTES),
            TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofDays(1).toMillis())));
  }

  /** What the stream keeps a store's state in, where it has made it. */
  public static TopicSpec changelog(String name, int partitions) {
    return new TopicSpec(
        name,
        Decides.STREAM,
        partitions,
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
  }

  /** What the stream sends from one of its parts to another, where it has made it. */
  public static TopicSpec repartition(String name, int partitions) {
    return new TopicSpec(
        name,
        Decides.STREAM,
        partitions,
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE));
  }

  /** Whether the stream makes it; then it is right that it is missing before the first start. */
  boolean isOfStream() {
    return decides == Decides.STREAM;
  }

  NewTopic toNewTopic(short replication) {
    return new NewTopic(name, partitions, replication).configs(config);
  }
}
