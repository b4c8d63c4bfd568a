package freshet.popularity;

import freshet.avro.TrendingRecord;
import freshet.event.ContentType;
import freshet.event.Effect;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.stream.Bundles;
import freshet.stream.StateSerde;
import freshet.stream.Store;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import freshet.stream.Views;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * By item: how popular it is, by several half-lives.
 *
 * @param trending where the top lists are published
 * @param settings half-lives and lengths
 * @param partitions that counts are spread over
 * @param typeOf content type of an item, as far as this instance knows it
 */
public record PopularityPart(
    Topic<String, TrendingRecord> trending,
    PopularitySettings settings,
    int partitions,
    Function<ItemId, Optional<ContentType>> typeOf) {

  /** Name of the store of counts, each on the instance that owns its partition. */
  public static final String COUNTS = "popularity-counts";

  /** Name of the view of the trending lists, on every instance. */
  public static final String LISTS = "popularity-lists";

  private static final Serde<ItemId> ITEMS = new StringSerde<>(ItemId::value, ItemId::new);

  /** Weights come in by user, are combined, and change counts by item. */
  public void addTo(
      StreamsBuilder builder,
      KStream<UserId, Effect> effects,
      TrendingView view,
      Views.Poison poison) {
    Bundles<ItemId, Counts> way =
        new Bundles<>(
            "popularity-changes",
            ITEMS,
            new StateSerde<>(new CountsFormat(settings.halfLives())),
            partitions);
    way.arriving(
            effects.process(
                new CountCombiner.Supplier(way, settings.halfLives()),
                Named.as("popularity-combine")))
        .process(
            new CountProcessor.Supplier(counts(), settings, typeOf), Named.as("popularity-update"))
        .mapValues(TrendingTopic::toRecord, Named.as("popularity-list"))
        .to(trending.name(), trending.producedAs("popularity-trending"));
    Views.addInMemory(builder, LISTS, trending, view, poison);
  }

  Store<ItemId, Counts> counts() {
    return new Store<>(COUNTS, ITEMS, new StateSerde<>(new CountsFormat(settings.halfLives())));
  }
}
