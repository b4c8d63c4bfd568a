package freshet.bench;

import java.util.function.Predicate;

/**
 * What an application of Kafka Streams has written to topics of its own.
 *
 * @param changelogBytes on disk, compressed, with what Kafka adds
 * @param changelogRecords changes of state
 * @param repartitionRecords sent from one sub-topology to the next
 */
public record Traffic(long changelogBytes, long changelogRecords, long repartitionRecords) {

  /** So far; the markers of commits, one per partition and commit, count as records. */
  static Traffic of(String bootstrapServers, String application) throws InterruptedException {
    Predicate<String> own = topic -> topic.startsWith(application + "-");
    Predicate<String> changelogs = own.and(topic -> topic.endsWith("-changelog"));
    Predicate<String> repartitions = own.and(topic -> topic.endsWith("-repartition"));
    try (KafkaView kafka = new KafkaView(bootstrapServers)) {
      return new Traffic(
          kafka.bytes(changelogs), records(kafka, changelogs), records(kafka, repartitions));
    }
  }

  private static long records(KafkaView kafka, Predicate<String> topics)
      throws InterruptedException {
    return kafka.ends(kafka.partitions(topics)).values().stream().mapToLong(Long::longValue).sum();
  }

  Traffic minus(Traffic before) {
    return new Traffic(
        changelogBytes - before.changelogBytes,
        changelogRecords - before.changelogRecords,
        repartitionRecords - before.repartitionRecords);
  }
}
