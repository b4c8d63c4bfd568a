package freshet.recommend.memory;

import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.Catalogue;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A catalogue that looks at every item for every answer: slow, and plainly right. */
public final class InMemoryCatalogue implements Catalogue {
  private final Map<ItemId, Item> items = new HashMap<>();
  private final Set<ItemId> deleted = new HashSet<>();

  public void put(Item item) {
    items.put(item.id(), item);
    deleted.remove(item.id());
  }

  public void delete(ItemId item) {
    items.remove(item);
    deleted.add(item);
  }

  @Override
  public Optional<Item> find(ItemId item) {
    return Optional.ofNullable(items.get(item));
  }

  @Override
  public boolean mayShow(ItemId item) {
    return find(item).map(Item::available).orElse(!deleted.contains(item));
  }

  @Override
  public List<Item> withTag(String tag, int limit) {
    return available(item -> item.tags().contains(tag)).limit(limit).toList();
  }

  @Override
  public List<Item> newest(Optional<ContentType> type, int limit) {
    return available(item -> type.isEmpty() || item.type().equals(type.get()))
        .limit(limit)
        .toList();
  }

  @Override
  public int countWithTag(String tag) {
    return (int) available(item -> item.tags().contains(tag)).count();
  }

  @Override
  public boolean hasType(ContentType type) {
    return available(item -> item.type().equals(type)).findAny().isPresent();
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public Iterable<Item> all() {
    return List.copyOf(items.values());
  }

  private Stream<Item> available(Predicate<Item> wanted) {
    return items.values().stream()
        .filter(Item::available)
        .filter(wanted)
        .sorted(
            Comparator.comparing((Item item) -> item.created().orElse(Instant.MIN))
                .reversed()
                .thenComparing(item -> item.id().value()));
  }
}
