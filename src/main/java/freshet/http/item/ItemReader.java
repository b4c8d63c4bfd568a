package freshet.http.item;

import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.http.batch.ElementReader;
import freshet.http.batch.Fields;
import freshet.recommend.Catalogue;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads an item: type, and optionally title, tags, category, author, created and available; other
 * fields are passed over. An item without a time of creation keeps the one it has — a corrected
 * title must not make it new — and is created now if it has none. A created that is null says that
 * nobody knows the age.
 */
final class ItemReader implements ElementReader<Item> {
  private final Catalogue catalogue;
  private final Clock clock;
  private final Optional<ItemId> addressed;

  private ItemReader(Catalogue catalogue, Clock clock, Optional<ItemId> addressed) {
    this.catalogue = catalogue;
    this.clock = clock;
    this.addressed = addressed;
  }

  /** Reads items that name themselves in their field item. */
  static ItemReader ofAny(Catalogue catalogue, Clock clock) {
    return new ItemReader(catalogue, clock, Optional.empty());
  }

  /** Reads the item that the request's path names; the field item may only repeat it. */
  static ItemReader of(ItemId item, Catalogue catalogue, Clock clock) {
    return new ItemReader(catalogue, clock, Optional.of(item));
  }

  @Override
  public Item read(Fields fields) throws IOException {
    String item = null;
    String type = null;
    String title = null;
    List<String> tags = List.of();
    String category = null;
    String author = null;
    Instant created = null;
    boolean ageless = false;
    Boolean available = null;
    while (fields.next()) {
      switch (fields.name()) {
        case "item" -> item = fields.text();
        case "type" -> type = fields.text();
        case "title" -> title = fields.text();
        case "tags" -> tags = fields.texts();
        case "category" -> category = fields.text();
        case "author" -> author = fields.text();
        case "created" -> {
          ageless = fields.isNull();
          created = fields.time();
        }
        case "available" -> available = fields.flag();
        default -> fields.skip();
      }
    }
    fields.check();
    ItemId id = id(item);
    Fields.require("type", type);
    if (!catalogue.hasRoomFor(id)) {
      throw new InvalidInputException(
          "item",
          "is new, and the catalogue is full with %d items; delete items that are gone, or raise catalogue.most-items"
              .formatted(catalogue.size()));
    }
    return new Item(
        id,
        new ContentType(type),
        given(title),
        tags,
        given(category),
        given(author),
        ageless ? Optional.empty() : Optional.of(created == null ? createdBefore(id) : created),
        available == null || available);
  }

  private ItemId id(String item) {
    if (addressed.isEmpty()) {
      Fields.require("item", item);
      return new ItemId(item);
    }
    ItemId id = addressed.get();
    if (item != null && !item.equals(id.value())) {
      throw new InvalidInputException(
          "item", "is not the item that the path names; leave it out or repeat the path's");
    }
    return id;
  }

  private Instant createdBefore(ItemId id) {
    return catalogue.find(id).flatMap(Item::created).orElseGet(clock::instant);
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).filter(value -> !value.isEmpty());
  }
}
