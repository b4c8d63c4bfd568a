package freshet.catalog;

import freshet.avro.ItemRecord;
import freshet.event.ItemId;
import freshet.stream.Topic;
import freshet.stream.Views;
import org.apache.kafka.streams.StreamsBuilder;

/**
 * The catalogue on every instance.
 *
 * @param topic where items come from
 */
public record CatalogPart(Topic<ItemId, ItemRecord> topic) {

  /** Name of the view. */
  public static final String ITEMS = "catalog-items";

  /** Feeds the index from the topic. */
  public void addTo(StreamsBuilder builder, ItemIndex index, Views.Poison poison) {
    Views.addInMemory(builder, ITEMS, topic, index, poison);
  }
}
