package freshet.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.avro.ItemRecord;
import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.Item;
import freshet.event.ItemId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemIndexTest {
  private static final ContentType GAME = new ContentType("game");
  private static final Instant DAY = Instant.parse("2026-05-01T00:00:00Z");

  private final ItemIndex index = new ItemIndex();

  private static ItemRecord item(
      String id, String type, Integer age, boolean shown, String... tags) {
    return ItemRecord.newBuilder()
        .setItem(id)
        .setType(type)
        .setTags(List.of(tags))
        .setCreated(age == null ? null : DAY.minusSeconds(age))
        .setAvailable(shown)
        .build();
  }

  private void put(ItemRecord item) {
    index.apply(new ItemId(item.getItem()), item);
  }

  private static List<String> ids(List<Item> items) {
    return items.stream().map(item -> item.id().value()).toList();
  }

  @Test
  void items_are_listed_newest_first_and_those_of_unknown_age_last() {
    put(item("old", "game", 100, true, "space"));
    put(item("unknown", "game", null, true, "space"));
    put(item("new", "game", 1, true, "space"));
    put(item("b", "blog-post", 50, true, "space"));
    put(item("a", "blog-post", 50, true));

    assertThat(ids(index.newest(Optional.empty(), 10)))
        .containsExactly("new", "a", "b", "old", "unknown");
    assertThat(ids(index.newest(Optional.of(GAME), 2))).containsExactly("new", "old");
    assertThat(ids(index.withTag("space", 10))).containsExactly("new", "b", "old", "unknown");
    assertThat(index.countWithTag("space")).isEqualTo(4);
    assertThat(index.withTag("none", 10)).isEmpty();
    assertThat(index.newest(Optional.of(new ContentType("none")), 10)).isEmpty();
    assertThat(index.size()).isEqualTo(5);
  }

  @Test
  void the_newest_word_on_an_item_replaces_the_one_before() {
    put(item("a", "game", 100, true, "space", "war"));
    put(item("a", "blog-post", 1, true, "peace"));

    assertThat(index.withTag("space", 10)).isEmpty();
    assertThat(index.countWithTag("war")).isZero();
    assertThat(index.hasType(GAME)).isFalse();
    assertThat(ids(index.withTag("peace", 10))).containsExactly("a");
    assertThat(index.newest(Optional.empty(), 10)).hasSize(1);
    assertThat(index.size()).isEqualTo(1);
  }

  @Test
  void a_deleted_item_is_gone_and_may_not_be_shown_until_it_is_described_again() {
    put(item("a", "game", 1, true, "space"));
    index.apply(new ItemId("a"), null);

    assertThat(index.find(new ItemId("a"))).isEmpty();
    assertThat(index.mayShow(new ItemId("a"))).isFalse();
    assertThat(index.newest(Optional.empty(), 10)).isEmpty();
    assertThat(index.countWithTag("space")).isZero();

    put(item("a", "game", 1, true, "space"));
    assertThat(index.mayShow(new ItemId("a"))).isTrue();
    assertThat(ids(index.withTag("space", 10))).containsExactly("a");
  }

  @Test
  void deleting_what_nobody_described_is_no_error() {
    index.apply(new ItemId("a"), null);
    assertThat(index.mayShow(new ItemId("a"))).isFalse();
    assertThat(index.mayShow(new ItemId("b"))).isTrue();
    assertThat(index.size()).isZero();
  }

  @Test
  void an_unavailable_item_is_known_but_on_no_list() {
    put(item("a", "game", 1, true, "space"));
    put(item("a", "game", 1, false, "space"));

    assertThat(index.find(new ItemId("a"))).isPresent();
    assertThat(index.mayShow(new ItemId("a"))).isFalse();
    assertThat(index.withTag("space", 10)).isEmpty();
    assertThat(index.newest(Optional.empty(), 10)).isEmpty();
    assertThat(index.hasType(GAME)).isFalse();
  }

  @Test
  void an_item_under_another_key_is_refused_and_changes_nothing() {
    put(item("a", "game", 1, true));
    assertThatThrownBy(() -> index.apply(new ItemId("a"), item("b", "game", 1, true)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("item is \"b\" but the key is \"a\"; write the item as the record's key");
    assertThat(index.find(new ItemId("a"))).isPresent();
    assertThat(index.find(new ItemId("b"))).isEmpty();
  }

  @Test
  void an_item_survives_its_record() {
    Item item =
        new Item(
            new ItemId("a"),
            GAME,
            Optional.of("A game"),
            List.of("space"),
            Optional.of("strategy"),
            Optional.of("me"),
            Optional.of(DAY),
            false);
    assertThat(ItemsTopic.fromRecord(ItemsTopic.toRecord(item))).isEqualTo(item);
    Item bare = Item.of(new ItemId("b"), GAME);
    assertThat(ItemsTopic.fromRecord(ItemsTopic.toRecord(bare))).isEqualTo(bare);
  }

  @Test
  void listeners_are_told_of_what_the_index_knows_already() {
    List<String> told = new ArrayList<>();
    put(item("before", "game", 1, true));
    index.listen(one -> told.add(one + " " + index.mayShow(one)));

    put(item("a", "game", 1, true));
    put(item("a", "game", 1, false));
    index.apply(new ItemId("a"), null);
    index.apply(new ItemId("ghost"), null);

    assertThat(told).containsExactly("a true", "a false", "a false", "ghost false");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void items_may_come_in_any_order(long seed) {
    List<ItemRecord> records = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      records.add(item("i" + i, "t" + i % 3, i % 50, i % 7 != 0, "g" + i % 5, "g" + i % 11));
    }
    records.forEach(this::put);
    Collections.shuffle(records, new Random(seed));
    ItemIndex other = new ItemIndex();
    records.forEach(one -> other.apply(new ItemId(one.getItem()), one));

    assertThat(other.newest(Optional.empty(), 500)).isEqualTo(index.newest(Optional.empty(), 500));
    for (int i = 0; i < 11; i++) {
      assertThat(other.withTag("g" + i, 500)).isEqualTo(index.withTag("g" + i, 500));
      assertThat(other.countWithTag("g" + i)).isEqualTo(index.withTag("g" + i, 500).size());
    }
  }

  @Test
  void readers_are_not_disturbed_while_items_come_and_go() throws Exception {
    put(item("kept", "game", 0, true, "kept"));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> reading = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        reading.add(
            readers.submit(
                () -> {
                  while (!done.get()) {
                    assertThat(ids(index.withTag("kept", 10))).contains("kept");
                    assertThat(index.newest(Optional.of(GAME), 20)).isNotEmpty();
                    assertThat(index.countWithTag("kept")).isPositive();
                  }
                }));
      }
      Random random = new Random(1);
      for (int i = 0; i < 20_000; i++) {
        String id = "i" + random.nextInt(50);
        if (random.nextInt(3) == 0) {
          index.apply(new ItemId(id), null);
        } else {
          put(item(id, "game", 1 + random.nextInt(90), random.nextBoolean(), "kept", "g" + i % 9));
        }
      }
      done.set(true);
      for (Future<?> one : reading) {
        one.get(10, TimeUnit.SECONDS);
      }
    } finally {
      done.set(true);
      readers.shutdownNow();
    }
    assertThat(index.countWithTag("kept")).isEqualTo(index.withTag("kept", 1_000).size());
  }

  @Test
  void a_full_catalogue_takes_changes_and_nothing_new_until_something_is_deleted() {
    ItemIndex two = new ItemIndex(2);
    two.apply(new ItemId("a"), item("a", "game", 1, true));
    two.apply(new ItemId("b"), item("b", "game", 2, true));

    two.apply(new ItemId("b"), item("b", "blog-post", 2, true));
    assertThatThrownBy(() -> two.apply(new ItemId("c"), item("c", "game", 3, true)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("one more than the 2 that catalogue.most-items allows");
    assertThat(two.hasRoomFor(new ItemId("b"))).isTrue();
    assertThat(two.hasRoomFor(new ItemId("c"))).isFalse();
    assertThat(two.size()).isEqualTo(2);

    two.apply(new ItemId("a"), null);
    two.apply(new ItemId("c"), item("c", "game", 3, true));
    assertThat(ids(two.newest(Optional.empty(), 10))).containsExactly("b", "c");
  }
}
