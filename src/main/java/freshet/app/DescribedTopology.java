package freshet.app;

import freshet.catalog.ItemIndex;
import freshet.engagement.EngagementView;
import freshet.event.Admission;
import freshet.ingest.ProcessedPositions;
import freshet.mixture.MixtureView;
import freshet.popularity.TrendingView;
import freshet.recommend.Lessons;
import freshet.registry.ValueSerdes;
import java.util.Map;
import org.apache.kafka.streams.Topology;

/** The topology that settings describe, to be looked at and not to be run. */
final class DescribedTopology {
  private DescribedTopology() {}

  static Topology of(Settings settings) {
    Topics topics =
        Topics.of(
            settings,
            // Only names and types are needed here; nothing connects to this address.
            ValueSerdes.from(Map.of("schema.registry.url", "http://registry.invalid")));
    ItemIndex items = new ItemIndex();
    return Application.topology(
            settings,
            topics,
            new Admission(settings.interactionTypes()),
            items,
            Lessons.NONE,
            new ProcessedPositions(settings.kafka().partitions()))
        .build(
            items,
            new TrendingView(settings.popularity()),
            new MixtureView(settings.recommend().mixture(), settings.popularity().halfLives()),
            new EngagementView(),
            (key, letter) -> {});
  }
}
