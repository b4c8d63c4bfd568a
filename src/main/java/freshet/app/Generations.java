package freshet.app;

import freshet.engagement.SlatesTopic;
import freshet.ingest.Interactions;
import freshet.profile.ProfilePart;
import freshet.stream.TopicAdmin;
import freshet.stream.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The generations of the state, as Kafka knows them: each is an application of its own, with topics
 * of its own, that reads the same log.
 *
 * <p>Methods throw an {@link IllegalStateException} with the cure, if Kafka does not answer within
 * the limit or does not allow it.
 */
final class Generations implements AutoCloseable {
  private final Settings settings;
  private final Map<String, Object> connection;
  private final KafkaGroup group;
  private final String log;

  private Generations(Settings settings, Map<String, Object> connection, KafkaGroup group) {
    this.settings = settings;
    this.connection = connection;
    this.group = group;
    this.log = settings.topics().prefix() + Interactions.TOPIC;
  }

  /**
   * Connects to the brokers.
   *
   * @param settings of one of the generations
   * @param connection bootstrap servers and whatever security they need
   */
  static Generations connect(Settings settings, Map<String, Object> connection) {
    return new Generations(
        settings,
        connection,
        KafkaGroup.connect(settings.application(), connection, settings.kafka().startLimit()));
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
    if (position().map(KafkaGroup.Position::all).orElse(0L) > 0) {
      throw new IllegalStateException(
          "generation %d of the state has not been built; run freshet rebuild with these settings first, beside the generation that serves, or set streams.generation to that"
              .formatted(settings.streams().generation()));
    }
    markBuilt();
  }

  /** Whether the state has everything that a rebuild finds in the log; the first always has. */
  private boolean isBuilt() {
    return settings.streams().generation() == 1
        || group.topics().contains(Topics.built(settings).name());
  }

  /** Says for good that the generation of the settings has been built. */
  void markBuilt() {
    if (!isBuilt()) {
      try (TopicAdmin topics = TopicAdmin.connect(connection, settings.kafka().startLimit())) {
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
        && !group.isEmpty(changelog)
        // Not before: on a new broker the question alone makes it create a topic.
        && !hasReadLog()
        && group.holdsRecord(changelog);
  }

  /** How far the generation of the settings has read the log; empty where there is none. */
  Optional<KafkaGroup.Position> position() {
    List<TopicPartition> partitions = group.partitions(log);
    return partitions.isEmpty() ? Optional.empty() : Optional.of(group.position(partitions));
  }

  private boolean hasReadLog() {
    return group.committed().keySet().stream().anyMatch(read -> read.topic().equals(log));
  }

  /** Who runs the generation of the settings, by id; empty if nobody does. */
  Set<String> members() {
    return group.members();
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
            .flatMap(topic -> group.partitions(topic).stream())
            .toList();
    return group.position(partitions).left();
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
    boolean empty = position().map(KafkaGroup.Position::all).orElse(0L) == 0;
    if (!isBuilt() || (!hasReadLog() && !empty)) {
      throw new IllegalStateException(
          "generation %d, which is to stay, has not been built; give the settings of one that has, or run freshet rebuild with these first"
              .formatted(settings.streams().generation()));
    }
  }

  /** Deletes how far the generation of the settings has read, and its topics. */
  Removal remove() {
    // First: Kafka refuses as long as somebody runs it, and without its topics nobody could.
    group.delete();
    Set<String> own =
        Stream.of(
                Topics.derived(settings).stream(),
                StreamTopics.specs(settings).stream(),
                Stream.of(Topics.built(settings)))
            .flatMap(specs -> specs)
            .map(TopicSpec::name)
            .collect(Collectors.toSet());
    Set<String> all = group.topics();
    List<String> there = all.stream().filter(own::contains).sorted().toList();
    there.forEach(group::deleteTopic);
    return new Removal(
        there,
        all.stream()
            .filter(topic -> topic.startsWith(settings.application() + "-"))
            .filter(topic -> !own.contains(topic))
            .sorted()
            .toList());
  }

  @Override
  public void close() {
    group.close();
  }
}
