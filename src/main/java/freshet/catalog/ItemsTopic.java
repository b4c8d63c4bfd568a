package freshet.catalog;

import freshet.avro.ItemRecord;
import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;

/** The compacted `items` topic: what the site says about its items; null deletes one. */
public final class ItemsTopic {
  /** Name without prefix. */
  public static final String NAME = "items";

  private ItemsTopic() {}

  /** The topic under a prefix, which may be empty. */
  public static Topic<ItemId, ItemRecord> topic(String prefix, Serde<ItemRecord> values) {
    return new Topic<>(prefix + NAME, new StringSerde<>(ItemId::value, ItemId::new), values);
  }

  static ItemRecord toRecord(Item item) {
    return ItemRecord.newBuilder()
        .setItem(item.id().value())
        .setType(item.type().value())
        .setTitle(item.title().orElse(null))
        .setTags(item.tags())
        .setCategory(item.category().orElse(null))
        .setAuthor(item.author().orElse(null))
        .setCreated(item.created().orElse(null))
        .setAvailable(item.available())
        .build();
  }

  /**
   * What a record says.
   *
   * @throws freshet.event.InvalidInputException if it breaks a rule
   */
  public static Item fromRecord(ItemRecord said) {
    return new Item(
        new ItemId(said.getItem()),
        new ContentType(said.getType()),
        Optional.ofNullable(said.getTitle()).filter(title -> !title.isBlank()),
        // Many items share few tags: one copy of each takes less room and is quick to compare.
        said.getTags().stream().map(String::intern).toList(),
        Optional.ofNullable(said.getCategory()).filter(category -> !category.isEmpty()),
        Optional.ofNullable(said.getAuthor()).filter(author -> !author.isEmpty()),
        Optional.ofNullable(said.getCreated()),
        said.getAvailable());
  }
}
