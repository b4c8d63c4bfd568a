package freshet.topology;

import freshet.catalog.CatalogPart;
import freshet.catalog.ItemIndex;
import freshet.cooccurrence.CooccurrencePart;
import freshet.engagement.EngagementPart;
import freshet.engagement.EngagementView;
import freshet.event.Effect;
import freshet.event.UserId;
import freshet.ingest.IngestPart;
import freshet.mixture.MixturePart;
import freshet.mixture.MixtureView;
import freshet.popularity.PopularityPart;
import freshet.popularity.TrendingView;
import freshet.profile.ProfilePart;
import freshet.stream.Views;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;

/**
 * All rooms, joined in the order in which an interaction passes them.
 *
 * @param ingest the way in
 * @param catalog the items
 * @param profile by user
 * @param engagement by user: what was shown
 * @param cooccurrence by item: what follows
 * @param popularity by item: how much
 * @param mixture what was learned about the blend
 */
public record RecommenderTopology(
    IngestPart ingest,
    CatalogPart catalog,
    ProfilePart profile,
    EngagementPart engagement,
    CooccurrencePart cooccurrence,
    PopularityPart popularity,
    MixturePart mixture) {

  /**
   * Builds the topology.
   *
   * @param items fed with the catalogue
   * @param trending fed with the trending lists
   * @param learned fed with what instances learned about the blend
   * @param counted fed with what was counted of slates
   * @param poison told of records of the views' topics that cannot be used
   */
  public Topology build(
      ItemIndex items,
      TrendingView trending,
      MixtureView learned,
      EngagementView counted,
      Views.Poison poison) {
    StreamsBuilder builder = new StreamsBuilder();
    catalog.addTo(builder, items, poison);
    IngestPart.Admitted admitted = ingest.addTo(builder);
    ProfilePart.Consequences consequences =
        profile.addTo(builder, admitted.interactions(), admitted.requests(), poison);
    ingest.erase(consequences.erasures());
    KStream<UserId, Effect> effects = consequences.effects();
    ingest.watchProcessed(admitted.interactions());
    cooccurrence.addTo(builder, effects, poison);
    popularity.addTo(builder, effects, trending, poison);
    mixture.addTo(builder, learned, poison);
    // Last, so that the tasks of those before it keep their numbers, and their state on disk.
    engagement.addTo(builder, admitted.interactions(), admitted.requests(), counted, poison);
    return builder.build();
  }
}
