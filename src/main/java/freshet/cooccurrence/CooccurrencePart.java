package freshet.cooccurrence;

import freshet.avro.NeighboursRecord;
import freshet.event.Effect;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.recommend.Neighbourhood.Neighbours;
import freshet.stream.Bundles;
import freshet.stream.StateSerde;
import freshet.stream.Store;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import freshet.stream.Views;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * By item: what people touch after it.
 *
 * @param neighbours where the heads of rows are published
 * @param settings bounds and ageing
 * @param partitions that rows are spread over
 * @param fresh what readers in this process remember of rows, and must forget when they change
 */
public record CooccurrencePart(
    Topic<ItemId, NeighboursRecord> neighbours,
    CooccurrenceSettings settings,
    int partitions,
    FreshHeads fresh) {

  /** Name of the store of rows, each on the instance that owns its partition. */
  public static final String ROWS = "cooccurrence-rows";

  /** Name of the store of what was added to rows since they were last settled. */
  public static final String RECENT = "cooccurrence-recent";

  /** Name of the store of published heads, on every instance. */
  public static final String HEADS = "cooccurrence-heads";

  private static final Serde<ItemId> ITEMS = new StringSerde<>(ItemId::value, ItemId::new);

  public CooccurrencePart(
      Topic<ItemId, NeighboursRecord> neighbours, CooccurrenceSettings settings, int partitions) {
    this(neighbours, settings, partitions, new FreshHeads());
  }

  /** Steps come in by user, are combined, and change rows by item. */
  public void addTo(StreamsBuilder builder, KStream<UserId, Effect> effects, Views.Poison poison) {
    Bundles<ItemId, Row> way = new Bundles<>("cooccurrence-changes", ITEMS, rowSerde(), partitions);
    way.arriving(
            effects.process(
                new StepCombiner.Supplier(way, settings), Named.as("cooccurrence-combine")))
        .process(
            new RowProcessor.Supplier(stores(), settings, fresh), Named.as("cooccurrence-update"))
        .mapValues(NeighboursTopic::toRecord, Named.as("cooccurrence-head"))
        .to(neighbours.name(), neighbours.producedAs("cooccurrence-neighbours"));
    Views.addPersistent(builder, neighbours, heads(), NeighboursTopic::fromRecord, poison);
  }

  StoredRows.Stores stores() {
    return StoredRows.Stores.of(ITEMS, rowSerde());
  }

  private Serde<Row> rowSerde() {
    return new StateSerde<>(new RowFormat(settings.halfLife()));
  }

  Store<ItemId, Neighbours> heads() {
    return new Store<>(HEADS, ITEMS, new StateSerde<>(new NeighboursFormat()));
  }
}
