package freshet.app;

import freshet.stream.TopicAdmin;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer group and what it reads, as Kafka knows them.
 *
 * <p>Methods throw an {@link IllegalStateException} with the cure, if Kafka does not answer within
 * the limit or does not allow it.
 */
final class KafkaGroup implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final String name;
  private final Map<String, Object> connection;
  private final Admin admin;
  private final Duration limit;

  private KafkaGroup(String name, Map<String, Object> connection, Admin admin, Duration limit) {
    this.name = name;
    this.connection = connection;
    this.admin = admin;
    this.limit = limit;
  }

  /**
   * Connects to the brokers.
   *
   * @param name of the group; it need not be there
   * @param connection bootstrap servers and whatever security they need
   * @param limit how long an answer is waited for
   */
  static KafkaGroup connect(String name, Map<String, Object> connection, Duration limit) {
    return new KafkaGroup(name, connection, TopicAdmin.admin(connection, limit), limit);
  }

  /**
   * How far something has been read: offsets, over all partitions together.
   *
   * @param begin where it begins
   * @param committed behind what has been read
   * @param end where it ends
   */
  record Position(long begin, long committed, long end) {
    long read() {
      return committed - begin;
    }

    long all() {
      return end - begin;
    }

    long left() {
      return end - committed;
    }
  }

  /** The names of all topics there are. */
  Set<String> topics() {
    return await(admin.listTopics().names()).orElseThrow();
  }

  /** Deletes a topic, if it is there. */
  void deleteTopic(String topic) {
    await(admin.deleteTopics(List.of(topic)).all());
  }

  /** Deletes how far the group has read, if it is there; Kafka refuses while it has members. */
  void delete() {
    await(admin.deleteConsumerGroups(List.of(name)).all());
  }

  /** Whether a topic is not there, or has never been written to. */
  boolean isEmpty(String topic) {
    List<TopicPartition> partitions = partitions(topic);
    return offsets(partitions, OffsetSpec.earliest())
        .equals(offsets(partitions, OffsetSpec.latest()));
  }

  /** Whether there is a record in a topic; those of transactions that were cut off are none. */
  boolean holdsRecord(String topic) {
    List<TopicPartition> partitions = partitions(topic);
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    Map<String, Object> client = new HashMap<>(connection);
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) limit.toMillis());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + limit.toNanos();
      while (System.nanoTime() < deadline) {
        if (!consumer.poll(POLL).isEmpty()) {
          return true;
        }
        if (partitions.stream()
            .allMatch(partition -> consumer.position(partition) >= ends.get(partition))) {
          return false;
        }
      }
    }
    // Transactions are open, and how they end will be known before anything is read.
    return false;
  }

  /** How far the group has read. */
  Position position(List<TopicPartition> partitions) {
    Map<TopicPartition, Long> begins = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    Map<TopicPartition, Long> committed = committed();
    long begin = 0;
    long read = 0;
    long end = 0;
    for (TopicPartition partition : partitions) {
      begin += begins.get(partition);
      // What was to be read next may not be there any more.
      read += Math.max(begins.get(partition), committed.getOrDefault(partition, 0L));
      end += ends.get(partition);
    }
    return new Position(begin, read, end);
  }

  /** Those of a topic; none if there is no such topic. */
  List<TopicPartition> partitions(String topic) {
    return await(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
        .map(TopicDescription::partitions)
        .orElse(List.of())
        .stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, ListOffsetsResultInfo> found =
        await(
                admin
                    .listOffsets(
                        partitions.stream()
                            .collect(Collectors.toMap(partition -> partition, any -> which)))
                    .all())
            .orElseThrow();
    Map<TopicPartition, Long> offsets = new HashMap<>();
    found.forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  /** How far the group has read, by partition; empty if it has read nothing. */
  Map<TopicPartition, Long> committed() {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata())
        .orElse(Map.of())
        .forEach(
            (partition, at) -> {
              if (at != null) {
                offsets.put(partition, at.offset());
              }
            });
    return offsets;
  }

  /** Its members, by id; empty if it has none. */
  Set<String> members() {
    return await(admin.describeConsumerGroups(List.of(name)).describedGroups().get(name))
        .map(group -> group.members().stream().map(KafkaGroup::name))
        .orElse(Stream.of())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(MemberDescription member) {
    return member.groupInstanceId().orElse(member.consumerId()) + " at " + member.host();
  }

  /** Empty if what was asked for is not there. */
  private <T> Optional<T> await(KafkaFuture<T> answer) {
    try {
      return Optional.ofNullable(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka was asked", e);
    } catch (TimeoutException e) {
      throw silent(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof GroupIdNotFoundException) {
        return Optional.empty();
      }
      if (e.getCause() instanceof GroupNotEmptyException) {
        throw new IllegalStateException(
            "the group %s has a member that still runs; end that first".formatted(name), e);
      }
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw silent(e);
      }
      if (e.getCause() instanceof AuthenticationException) {
        throw TopicAdmin.notLetIn(e);
      }
      throw new IllegalStateException(
          "Kafka refused: %s; check kafka.client, and what Freshet's user may do"
              .formatted(e.getCause().getMessage()),
          e);
    }
  }

  private IllegalStateException silent(Exception cause) {
    return new IllegalStateException(
        "Kafka did not answer within %d s; check kafka.bootstrap.servers and that the brokers are up"
            .formatted(limit.toSeconds()),
        cause);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
