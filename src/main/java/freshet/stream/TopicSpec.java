package freshet.stream;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How a topic has to be laid out.
 *
 * @param name the full name
 * @param partitions how many
 * @param config what differs from the broker's defaults
 */
public record TopicSpec(String name, int partitions, Map<String, String> config) {

  /**
   * A log that is kept for a time, counted from when the broker took a record: events of long ago
   * that are imported today are kept as long as today's.
   */
  public static TopicSpec log(String name, int partitions, Duration retention) {
    return new TopicSpec(
        name,
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
    return new TopicSpec(
        name,
        partitions,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(Duration.ofDays(3650).toMillis()),
            TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(TABLE_SEGMENT_BYTES),
            TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofDays(1).toMillis())));
  }

  NewTopic toNewTopic(short replication) {
    return new NewTopic(name, partitions, replication).configs(config);
  }
}
