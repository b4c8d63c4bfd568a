package freshet.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What Kafka tells of its topics and of how far they have been read, asked with a bound. */
final class KafkaView implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Admin admin;

  KafkaView(String bootstrapServers) {
    admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis()));
  }

  /** The partitions of all topics whose names fit. */
  List<TopicPartition> partitions(Predicate<String> topics) throws InterruptedException {
    List<String> names =
        await(admin.listTopics().names()).stream().filter(topics).sorted().toList();
    return await(admin.describeTopics(names).allTopicNames()).values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .toList();
  }

  /** Where each partition ends, what is not committed yet and transaction markers included. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions)
      throws InterruptedException {
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        await(
            admin
                .listOffsets(
                    partitions.stream()
                        .collect(
                            Collectors.toMap(partition -> partition, any -> OffsetSpec.latest())))
                .all());
    Map<TopicPartition, Long> offsets = new HashMap<>();
    ends.forEach((partition, end) -> offsets.put(partition, end.offset()));
    return offsets;
  }

  /** How far a group has committed; partitions of which it has read nothing are missing. */
  Map<TopicPartition, Long> committed(String group) throws InterruptedException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                offsets.put(partition, offset.offset());
              }
            });
    return offsets;
  }

  /**
   * How many partitions the static members of a group read.
   *
   * @return partitions of all topics, by the id that the member was given; 0 for one that waits
   */
  Map<String, Integer> shares(String group) throws InterruptedException {
    Map<String, Integer> shares = new TreeMap<>();
    for (MemberDescription member :
        await(admin.describeConsumerGroups(List.of(group)).describedGroups().get(group))
            .members()) {
      shares.merge(
          member.groupInstanceId().orElse(member.consumerId()),
          member.assignment().topicPartitions().size(),
          Integer::sum);
    }
    return shares;
  }

  /** Bytes on disk of all topics whose names fit. */
  long bytes(Predicate<String> topics) throws InterruptedException {
    List<Integer> brokers =
        await(admin.describeCluster().nodes()).stream().map(node -> node.id()).toList();
    return await(admin.describeLogDirs(brokers).allDescriptions()).values().stream()
        .flatMap(folders -> folders.values().stream())
        .flatMap(folder -> folder.replicaInfos().entrySet().stream())
        .filter(replica -> topics.test(replica.getKey().topic()))
        .mapToLong(replica -> replica.getValue().size())
        .sum();
  }

  private static <T> T await(KafkaFuture<T> answer) throws InterruptedException {
    try {
      return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new FailedBenchException(
          "Kafka did not say within %d s how far it is; give the server more of the processors"
              .formatted(LIMIT.toSeconds()),
          e);
    } catch (ExecutionException e) {
      throw new FailedBenchException(
          "Kafka did not say how far it is (%s); look whether the server still runs"
              .formatted(e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
