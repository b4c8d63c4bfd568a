package freshet.app;

import freshet.ingest.Interactions;
import freshet.stream.TopicSpec;
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
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The generations of the state, as Kafka knows them: each is an application of its own, with topics
 * of its own, that reads the same log.
 *
 * <p>Methods throw an {@link IllegalStateException} with the cure, if Kafka does not answer within
 * the limit or does not allow it.
 */
final class Generations implements AutoCloseable {
  private final Settings settings;
  private final Admin admin;
  private final Duration limit;
  private final String log;

  private Generations(Settings settings, Admin admin) {
    this.settings = settings;
    this.admin = admin;
    this.limit = settings.kafka().startLimit();
    this.log = settings.topics().prefix() + Interactions.TOPIC;
  }

  /**
   * How far the log has been read: offsets, over all partitions together.
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

  /**
   * Connects to the brokers.
   *
   * @param settings of one of the generations
   * @param connection bootstrap servers and whatever security they need
   */
  static Generations connect(Settings settings, Map<String, Object> connection) {
    Map<String, Object> client = new HashMap<>(connection);
    int limit = (int) settings.kafka().startLimit().toMillis();
    client.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, limit);
    client.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, limit);
    return new Generations(settings, Admin.create(client));
  }

  /**
   * Makes sure that the generation of the settings has what its instances answer from: after the
   * first, one that has read nothing of a log would answer as if nobody had ever done anything.
   */
  static void requireBuilt(Settings settings, Map<String, Object> connection) {
    int generation = settings.streams().generation();
    if (generation == 1) {
      return;
    }
    try (Generations generations = connect(settings, connection)) {
      if (generations.committed().isEmpty() && generations.position().all() > 0) {
        throw new IllegalStateException(
            "generation %d of the state has not been built; run freshet rebuild with these settings first, or set streams.generation to the one that has"
                .formatted(generation));
      }
    }
  }

  /** How far the generation of the settings has read the log. */
  Position position() {
    List<TopicPartition> partitions = partitions();
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

  private List<TopicPartition> partitions() {
    return await(admin.describeTopics(List.of(log)).topicNameValues().get(log))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no topic %s; check topics.prefix".formatted(log)))
        .partitions()
        .stream()
        .map(partition -> new TopicPartition(log, partition.partition()))
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

  /** Of the log, by partition; empty if the generation has read nothing. */
  private Map<TopicPartition, Long> committed() {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(admin.listConsumerGroupOffsets(settings.application()).partitionsToOffsetAndMetadata())
        .orElse(Map.of())
        .forEach(
            (partition, at) -> {
              if (at != null && partition.topic().equals(log)) {
                offsets.put(partition, at.offset());
              }
            });
    return offsets;
  }

  /** Who runs the generation of the settings, by id; empty if nobody does. */
  Set<String> members() {
    return await(
            admin
                .describeConsumerGroups(List.of(settings.application()))
                .describedGroups()
                .get(settings.application()))
        .map(group -> group.members().stream().map(Generations::name))
        .orElse(Stream.of())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(MemberDescription member) {
    return member.groupInstanceId().orElse(member.consumerId()) + " at " + member.host();
  }

  /**
   * Deletes the topics of the generation of the settings and how far it has read.
   *
   * @return the topics that there were
   */
  List<String> remove() {
    Set<String> own =
        Stream.concat(Topics.derived(settings).stream(), StreamTopics.specs(settings).stream())
            .map(TopicSpec::name)
            .collect(Collectors.toSet());
    List<String> there =
        await(admin.listTopics().names()).orElseThrow().stream()
            .filter(own::contains)
            .sorted()
            .toList();
    there.forEach(topic -> await(admin.deleteTopics(List.of(topic)).all()));
    await(admin.deleteConsumerGroups(List.of(settings.application())).all());
    return there;
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
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw silent(e);
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
