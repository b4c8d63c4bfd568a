package freshet.app;

import freshet.engagement.SlatesTopic;
import freshet.ingest.Interactions;
import freshet.profile.ProfilePart;
import freshet.stream.TopicAdmin;
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
import org.apache.kafka.streams.StreamsConfig;

/**
 * The generations of the state, as Kafka knows them: each is an application of its own, with topics
 * of its own, that reads the same log.
 *
 * <p>Methods throw an {@link IllegalStateException} with the cure, if Kafka does not answer within
 * the limit or does not allow it.
 */
final class Generations implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Settings settings;
  private final Map<String, Object> connection;
  private final Admin admin;
  private final Duration limit;
  private final String log;

  private Generations(Settings settings, Map<String, Object> connection, Admin admin) {
    this.settings = settings;
    this.connection = connection;
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
    return new Generations(
        settings, connection, TopicAdmin.admin(connection, settings.kafka().startLimit()));
  }

  /**
   * Makes sure that the generation of the settings may be run: that its state has been built, if it
   * is not the first, and that Kafka knows how far it has read. Otherwise its instances would
   * answer as if nobody had ever done anything, or count everything once more.
   */
  static void requireSound(Settings settings, Map<String, Object> connection) {
    try (Generations generations = connect(settings, connection)) {
      if (generations.hasForgotten()) {
        throw new IllegalStateException(
            "Kafka does not know any more how far generation %d of the state has read the log (offsets.retention.minutes of the brokers), and to read it again would count everything twice; raise streams.generation, run freshet rebuild with these settings, and then remove this generation"
                .formatted(settings.streams().generation()));
      }
      if (settings.streams().generation() > 1 && !generations.isBuilt()) {
        generations.beginWithNothing();
      }
    }
  }

  /** Where there is no log yet, there is nothing to build. */
  private void beginWithNothing() {
    if (position().map(Position::all).orElse(0L) > 0) {
      throw new IllegalStateException(
          "generation %d of the state has not been built; run freshet rebuild with these settings first, beside the generation that serves, or set streams.generation to that"
              .formatted(settings.streams().generation()));
    }
    markBuilt();
  }

  /** Whether the state has everything that a rebuild finds in the log; the first always has. */
  private boolean isBuilt() {
    return settings.streams().generation() == 1
        || await(admin.listTopics().names()).orElseThrow().contains(Topics.built(settings).name());
  }

  /** Says for good that the generation of the settings has been built. */
  void markBuilt() {
    if (!isBuilt()) {
      try (TopicAdmin topics = TopicAdmin.connect(connection, limit)) {
        topics.create(List.of(Topics.built(settings)), settings.kafka().replication());
      }
    }
  }

  /**
   * Whether there is state and no position to go with it. With transactions, one does not come to
   * be without the other; without them, they may, and then events may count twice.
   */
  private boolean hasForgotten() {
    String changelog = settings.application() + "-" + ProfilePart.STORE + "-changelog";
    return settings.streams().guarantee().equals(StreamsConfig.EXACTLY_ONCE_V2)
        && !isEmpty(changelog)
        // Not before: on a new broker the question alone makes it create a topic.
        && committed().isEmpty()
        && holdsRecord(changelog);
  }

  /** Whether a topic is not there, or has never been written to. */
  private boolean isEmpty(String topic) {
    List<TopicPartition> partitions = partitions(topic);
    return offsets(partitions, OffsetSpec.earliest())
        .equals(offsets(partitions, OffsetSpec.latest()));
  }

  /** Whether there is a record in a topic; those of transactions that were cut off are none. */
  private boolean holdsRecord(String topic) {
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

  /** How far the generation of the settings has read the log; empty where there is none. */
  Optional<Position> position() {
    List<TopicPartition> partitions = partitions(log);
    return partitions.isEmpty() ? Optional.empty() : Optional.of(position(partitions));
  }

  /** How much the generation of the settings has yet to read besides the log. */
  long leftElsewhere() {
    String own = settings.application() + "-";
    List<TopicPartition> partitions =
        Stream.concat(
                Stream.of(
                    settings.topics().prefix() + SlatesTopic.NAME, Topics.transfers(settings)),
                StreamTopics.specs(settings).stream()
                    .map(TopicSpec::name)
                    .filter(name -> name.startsWith(own) && name.endsWith("-repartition")))
            .flatMap(topic -> partitions(topic).stream())
            .toList();
    return position(partitions).left();
  }

  private Position position(List<TopicPartition> partitions) {
    Map<TopicPartition, Long> begins = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    Map<TopicPartition, Long> committed = everythingCommitted();
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

  /** Empty if there is no such topic. */
  private List<TopicPartition> partitions(String topic) {
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

  /** Of the log, by partition; empty if the generation has read nothing. */
  private Map<TopicPartition, Long> committed() {
    Map<TopicPartition, Long> offsets = new HashMap<>(everythingCommitted());
    offsets.keySet().removeIf(partition -> !partition.topic().equals(log));
    return offsets;
  }

  private Map<TopicPartition, Long> everythingCommitted() {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(admin.listConsumerGroupOffsets(settings.application()).partitionsToOffsetAndMetadata())
        .orElse(Map.of())
        .forEach(
            (partition, at) -> {
              if (at != null) {
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
   * What is left of a generation that was removed.
   *
   * @param topics that were deleted
   * @param left topics that look like its own, but that this release would not have made
   */
  record Removal(List<String> topics, List<String> left) {}

  /**
   * Makes sure that this generation could take the place of one that is to be removed.
   *
   * @throws IllegalStateException if it has not been built
   */
  void requireSuccessor() {
    boolean empty = position().map(Position::all).orElse(0L) == 0;
    if (!isBuilt() || (committed().isEmpty() && !empty)) {
      throw new IllegalStateException(
          "generation %d, which is to stay, has not been built; give the settings of one that has, or run freshet rebuild with these first"
              .formatted(settings.streams().generation()));
    }
  }

  /** Deletes how far the generation of the settings has read, and its topics. */
  Removal remove() {
    // First: Kafka refuses as long as somebody runs it, and without its topics nobody could.
    await(admin.deleteConsumerGroups(List.of(settings.application())).all());
    Set<String> own =
        Stream.of(
                Topics.derived(settings).stream(),
                StreamTopics.specs(settings).stream(),
                Stream.of(Topics.built(settings)))
            .flatMap(specs -> specs)
            .map(TopicSpec::name)
            .collect(Collectors.toSet());
    Set<String> all = await(admin.listTopics().names()).orElseThrow();
    List<String> there = all.stream().filter(own::contains).sorted().toList();
    there.forEach(topic -> await(admin.deleteTopics(List.of(topic)).all()));
    return new Removal(
        there,
        all.stream()
            .filter(topic -> topic.startsWith(settings.application() + "-"))
            .filter(topic -> !own.contains(topic))
            .sorted()
            .toList());
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
            "generation %d is still run by an instance; restart that with the settings of the new one first"
                .formatted(settings.streams().generation()),
            e);
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
