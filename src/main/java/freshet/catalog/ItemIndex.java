package freshet.catalog;

import freshet.avro.ItemRecord;
import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.Catalogue;
import freshet.recommend.CatalogueListener;
import freshet.stream.View;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The catalogue in memory: every item, by tag and by age. A request looks up hundreds of items,
 * which a store on disk could not answer in time.
 */
public final class ItemIndex implements View<ItemId, ItemRecord>, Catalogue {
  private final int most;
  private final ConcurrentMap<ItemId, Item> items = new ConcurrentHashMap<>();

  /** An item nobody has described may be shown, one that was deleted may not. */
  private final Set<ItemId> deleted = ConcurrentHashMap.newKeySet();

  private final ConcurrentMap<String, ItemList> byTag = new ConcurrentHashMap<>();
  private final ConcurrentMap<ContentType, ItemList> byType = new ConcurrentHashMap<>();
  private final ItemList byAge = new ItemList();
  private final List<CatalogueListener> listeners = new CopyOnWriteArrayList<>();

  /** One without a bound. */
  public ItemIndex() {
    this(Integer.MAX_VALUE);
  }

  /**
   * @param most items that it takes
   */
  public ItemIndex(int most) {
    this.most = most;
  }

  /** Tells a listener of every change from now on. */
  public void listen(CatalogueListener listener) {
    listeners.add(listener);
  }

  private void tell(ItemId item) {
    for (CatalogueListener listener : listeners) {
      listener.changed(item);
    }
  }

  @Override
  public void apply(ItemId key, ItemRecord value) {
    if (value == null) {
      deleted.add(key);
      Item before = items.remove(key);
      if (before != null) {
        removeFromLists(before);
      }
      tell(key);
      return;
    }
    Item item = ItemsTopic.fromRecord(value);
    if (!item.id().equals(key)) {
      throw new InvalidInputException(
          "item",
          "is \"%s\" but the key is \"%s\"; write the item as the record's key"
              .formatted(item.id(), key));
    }
    if (!hasRoomFor(key)) {
      throw new InvalidInputException(
          "item",
          "is one more than the %d that catalogue.most-items allows; delete items that are gone, or raise it"
              .formatted(most));
    }
    put(item);
  }

  /** Takes the newest word on an item. */
  public void put(Item described) {
    Item item = withSharedWords(described);
    Item before = items.put(item.id(), item);
    deleted.remove(item.id());
    if (before != null) {
      removeFromLists(before);
    }
    if (item.available()) {
      addToLists(item);
    }
    tell(item.id());
  }

  /**
   * Tags are few and items many. With one string for each word there is less to keep and to load,
   * and which words two items share is seen from where they lie.
   */
  private static Item withSharedWords(Item item) {
    return new Item(
        item.id(),
        item.type(),
        item.title(),
        item.tags().stream().map(String::intern).toList(),
        item.category().map(String::intern),
        item.author().map(String::intern),
        item.created(),
        item.available());
  }

  private void addToLists(Item item) {
    byAge.add(item);
    listOf(byType, item.type()).add(item);
    item.tags().forEach(tag -> listOf(byTag, tag).add(item));
  }

  private void removeFromLists(Item item) {
    byAge.remove(item);
    removeFrom(byType, item.type(), item);
    item.tags().forEach(tag -> removeFrom(byTag, tag, item));
  }

  private static <K> ItemList listOf(ConcurrentMap<K, ItemList> lists, K key) {
    return lists.computeIfAbsent(key, any -> new ItemList());
  }

  private static <K> void removeFrom(ConcurrentMap<K, ItemList> lists, K key, Item item) {
    ItemList list = lists.get(key);
    if (list != null) {
      list.remove(item);
      if (list.size() == 0) {
        lists.remove(key);
      }
    }
  }

  @Override
  public Optional<Item> find(ItemId item) {
    return Optional.ofNullable(items.get(item));
  }

  @Override
  public boolean mayShow(ItemId id) {
    Item item = items.get(id);
    return item == null ? !deleted.contains(id) : item.available();
  }

  @Override
  public List<Item> withTag(String tag, int limit) {
    ItemList list = byTag.get(tag);
    return list == null ? List.of() : list.newest(limit);
  }

  @Override
  public List<Item> newest(Optional<ContentType> type, int limit) {
    ItemList list = type.isPresent() ? byType.get(type.get()) : byAge;
    return list == null ? List.of() : list.newest(limit);
  }

  @Override
  public int countWithTag(String tag) {
    ItemList list = byTag.get(tag);
    return list == null ? 0 : list.size();
  }

  @Override
  public boolean hasType(ContentType type) {
    return byType.containsKey(type);
  }

  @Override
  public boolean hasRoomFor(ItemId item) {
    return items.size() < most || items.containsKey(item);
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public Iterable<Item> all() {
    return Collections.unmodifiableCollection(items.values());
  }
}
