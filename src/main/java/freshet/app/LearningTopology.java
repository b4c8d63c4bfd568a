package freshet.app;

import freshet.catalog.CatalogPart;
import freshet.catalog.ItemIndex;
import freshet.cooccurrence.CooccurrencePart;
import freshet.engagement.EngagementPart;
import freshet.engagement.EngagementView;
import freshet.event.Admission;
import freshet.event.Item;
import freshet.ingest.IngestPart;
import freshet.ingest.IngestWatch;
import freshet.ingest.ProcessedPositions;
import freshet.mixture.MixturePart;
import freshet.mixture.MixtureView;
import freshet.popularity.PopularityPart;
import freshet.popularity.TrendingView;
import freshet.profile.ProfilePart;
import freshet.recommend.Lessons;
import freshet.stream.Views;
import freshet.topology.RecommenderTopology;
import org.apache.kafka.streams.Topology;

/**
 * The topology that settings describe, and the views that it fills where it runs.
 *
 * @param items the catalogue
 * @param trending the trending lists
 * @param learned what instances learned about the blend
 * @param counted what was counted of slates
 * @param processed how far the log has been processed here
 */
record LearningTopology(
    RecommenderTopology parts,
    ItemIndex items,
    TrendingView trending,
    MixtureView learned,
    EngagementView counted,
    ProcessedPositions processed) {

  /**
   * One that nobody watches, and that teaches nobody.
   *
   * @param topics with the serdes that it is to use
   */
  static LearningTopology of(Settings settings, Topics topics) {
    return of(settings, topics, Lessons.NONE, IngestWatch.NONE);
  }

  /**
   * One that may be watched.
   *
   * @param topics with the serdes that it is to use
   * @param lessons offered what users turn to
   * @param watch told what becomes of interactions
   */
  static LearningTopology of(Settings settings, Topics topics, Lessons lessons, IngestWatch watch) {
    int partitions = settings.kafka().partitions();
    ItemIndex items = new ItemIndex(settings.mostItems());
    ProcessedPositions processed = new ProcessedPositions(partitions);
    RecommenderTopology parts =
        new RecommenderTopology(
            new IngestPart(
                topics.interactions(),
                topics.deadLetters(),
                new Admission(settings.interactionTypes()),
                partitions,
                watch,
                processed),
            new CatalogPart(topics.items()),
            new ProfilePart(
                settings.interactionTypes(),
                settings.profile(),
                lessons,
                Topics.transfers(settings),
                topics.erasures()),
            new EngagementPart(topics.slates(), topics.engagement(), settings.slates()),
            new CooccurrencePart(topics.neighbours(), settings.cooccurrence(), partitions),
            new PopularityPart(
                topics.trending(),
                settings.popularity(),
                partitions,
                item -> items.find(item).map(Item::type)),
            new MixturePart(topics.mixtures()));
    return new LearningTopology(
        parts,
        items,
        new TrendingView(settings.popularity()),
        new MixtureView(settings.recommend().mixture(), settings.popularity().halfLives()),
        new EngagementView(),
        processed);
  }

  /**
   * What Kafka Streams runs, made anew at each start.
   *
   * @param poison told of records of the views' topics that cannot be used
   */
  Topology build(Views.Poison poison) {
    return parts.build(items, trending, learned, counted, poison);
  }
}
