package freshet.http.item;

import freshet.event.ContentType;
import freshet.event.Item;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An item as answers show it. */
record ItemView(
    String item,
    String type,
    Optional<String> title,
    List<String> tags,
    Optional<String> category,
    Optional<String> author,
    Optional<Instant> created,
    boolean available) {

  static ItemView of(Item item) {
    ContentType type = item.type();
    return new ItemView(
        item.id().value(),
        type.value(),
        item.title(),
        item.tags(),
        item.category(),
        item.author(),
        item.created(),
        item.available());
  }
}
