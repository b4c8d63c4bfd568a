package freshet.bench;

import java.util.function.Predicate;

/**
 * What topics take on the brokers' disks, one replica, indexes left out.
 *
 * @param interactions the log of what users did
 * @param items the catalogue
 * @param changelogs from which state is restored, before compaction has been through them
 * @param repartitions what the topology's parts sent each other and is not deleted yet
 */
public record TopicBytes(long interactions, long items, long changelogs, long repartitions) {

  /**
   * As it is now.
   *
   * @param interactions full name of the topic of interactions
   * @param items full name of the topic of items
   */
  public static TopicBytes of(
      String bootstrapServers, String application, String interactions, String items)
      throws InterruptedException {
    Predicate<String> own = topic -> topic.startsWith(application + "-");
    try (KafkaView kafka = new KafkaView(bootstrapServers)) {
      return new TopicBytes(
          kafka.bytes(interactions::equals),
          kafka.bytes(items::equals),
          kafka.bytes(own.and(topic -> topic.endsWith("-changelog"))),
          kafka.bytes(own.and(topic -> topic.endsWith("-repartition"))));
    }
  }
}
