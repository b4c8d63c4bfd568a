package freshet.app;

import freshet.app.model.ModelTopics;
import freshet.avro.EngagementRecord;
import freshet.avro.ErasureRecord;
import freshet.avro.InteractionRecord;
import freshet.avro.ItemRecord;
import freshet.avro.MixtureRecord;
import freshet.avro.NeighboursRecord;
import freshet.avro.SlateRecord;
import freshet.avro.TrendingRecord;
import freshet.catalog.ItemsTopic;
import freshet.cooccurrence.NeighboursTopic;
import freshet.engagement.EngagementTopic;
import freshet.engagement.SlatesTopic;
import freshet.event.ErasureId;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.ingest.DeadLetters;
import freshet.ingest.Interactions;
import freshet.mixture.MixtureTopic;
import freshet.model.release.ModelsTopic;
import freshet.model.release.retrain.RetrainTopic;
import freshet.model.release.store.ArtifactsTopic;
import freshet.popularity.TrendingTopic;
import freshet.profile.ErasuresTopic;
import freshet.profile.ProfilePart;
import freshet.registry.ValueSerdes;
import freshet.stream.Topic;
import freshet.stream.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The topics Freshet reads and writes, with the serdes that the settings chose. */
record Topics(
    Topic<UserId, InteractionRecord> interactions,
    Topic<ItemId, ItemRecord> items,
    Topic<ItemId, NeighboursRecord> neighbours,
    Topic<String, TrendingRecord> trending,
    Topic<String, MixtureRecord> mixtures,
    Topic<ErasureId, ErasureRecord> erasures,
    Topic<UserId, SlateRecord> slates,
    Topic<String, EngagementRecord> engagement,
    Topic<String, byte[]> deadLetters,
    ModelTopics models) {

  /** A request that nobody has taken for so long asks for what has long been. */
  private static final Duration RETRAIN_RETENTION = Duration.ofDays(7);

  /**
   * A merged profile that nobody has taken for so long is lost, and one that has been taken is of
   * no use to anybody.
   */
  private static final Duration TRANSFERS_RETENTION = Duration.ofDays(7);

  /** The topic in which merged profiles travel; each application builds its own. */
  static String transfers(Settings settings) {
    return settings.application() + "-" + ProfilePart.TRANSFERS;
  }

  /** The topic that is there once a generation of the state has been built; nothing is in it. */
  static TopicSpec built(Settings settings) {
    return TopicSpec.table(settings.application() + "-built");
  }

  static Topics of(Settings settings, ValueSerdes serdes) {
    String prefix = settings.topics().prefix();
    String derived = settings.derivedPrefix();
    return new Topics(
        Interactions.topic(prefix, serdes.of(InteractionRecord.class)),
        ItemsTopic.topic(prefix, serdes.of(ItemRecord.class)),
        NeighboursTopic.topic(derived, serdes.of(NeighboursRecord.class)),
        TrendingTopic.topic(derived, serdes.of(TrendingRecord.class)),
        MixtureTopic.topic(derived, serdes.of(MixtureRecord.class)),
        ErasuresTopic.topic(prefix, serdes.of(ErasureRecord.class)),
        SlatesTopic.topic(prefix, serdes.of(SlateRecord.class)),
        EngagementTopic.topic(derived, serdes.of(EngagementRecord.class)),
        DeadLetters.topic(prefix),
        ModelTopics.of(prefix, serdes));
  }

  /** How they, and those that the stream makes for itself, have to be laid out. */
  static List<TopicSpec> allSpecs(Settings settings) {
    List<TopicSpec> all = new ArrayList<>(specs(settings));
    all.addAll(StreamTopics.specs(settings));
    return all;
  }

  /** How they have to be laid out. */
  static List<TopicSpec> specs(Settings settings) {
    List<TopicSpec> all = new ArrayList<>(lasting(settings));
    all.addAll(derived(settings));
    return List.copyOf(all);
  }

  /** Those that all generations of the state share. */
  private static List<TopicSpec> lasting(Settings settings) {
    String prefix = settings.topics().prefix();
    int partitions = settings.kafka().partitions();
    return List.of(
        TopicSpec.log(
            prefix + Interactions.TOPIC, partitions, settings.topics().interactionsRetention()),
        TopicSpec.log(prefix + DeadLetters.TOPIC, settings.topics().deadLettersRetention()),
        TopicSpec.table(prefix + ErasuresTopic.NAME, partitions),
        TopicSpec.log(prefix + SlatesTopic.NAME, partitions, settings.topics().slatesRetention()),
        TopicSpec.table(prefix + ItemsTopic.NAME, partitions),
        TopicSpec.log(prefix + RetrainTopic.NAME, RETRAIN_RETENTION),
        TopicSpec.table(prefix + ModelsTopic.NAME),
        TopicSpec.table(prefix + ArtifactsTopic.NAME));
  }

  /** Those that one generation of the state writes, besides what the stream makes for itself. */
  static List<TopicSpec> derived(Settings settings) {
    String prefix = settings.derivedPrefix();
    int partitions = settings.kafka().partitions();
    return List.of(
        TopicSpec.log(transfers(settings), partitions, TRANSFERS_RETENTION),
        TopicSpec.table(prefix + EngagementTopic.NAME, partitions),
        TopicSpec.table(prefix + NeighboursTopic.NAME, partitions),
        TopicSpec.table(prefix + TrendingTopic.NAME, partitions),
        TopicSpec.table(prefix + MixtureTopic.NAME));
  }
}
