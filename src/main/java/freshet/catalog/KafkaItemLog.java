package freshet.catalog;

import freshet.avro.ItemRecord;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.ItemLog;
import freshet.event.UnavailableException;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.util.concurrent.CompletableFuture;

/**
 * The item log on Kafka.
 *
 * @param writer shared with other logs
 * @param topic the `items` topic
 */
public record KafkaItemLog(TopicWriter writer, Topic<ItemId, ItemRecord> topic) implements ItemLog {

  @Override
  public CompletableFuture<Void> put(Item item) {
    return append(item.id(), ItemsTopic.toRecord(item));
  }

  @Override
  public CompletableFuture<Void> delete(ItemId item) {
    return append(item, null);
  }

  private CompletableFuture<Void> append(ItemId item, ItemRecord value) {
    return writer
        .append(topic, item, value)
        .exceptionally(
            error -> {
              throw new UnavailableException("Kafka did not take the item in time", error);
            });
  }
}
