package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Catalogue} promises. */
public abstract class CatalogueContract {
  private static final ContentType GAME = new ContentType("game");
  private static final ContentType MOVIE = new ContentType("movie");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Catalogue catalogue;

  /** A catalogue without items. */
  protected abstract Catalogue empty();

  /** The site describes an item. */
  protected abstract void put(Item item);

  /** The site deletes an item, described or not. */
  protected abstract void delete(ItemId item);

  @BeforeEach
  void start() {
    catalogue = empty();
  }

  private static ItemId id(String id) {
    return new ItemId(id);
  }

  private static Item item(String id, ContentType type, Instant created, String... tags) {
    return new Item(
        id(id),
        type,
        Optional.of("Title of " + id),
        List.of(tags),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(created),
        true);
  }

  private static Item withdrawn(Item item) {
    return new Item(
        item.id(),
        item.type(),
        item.title(),
        item.tags(),
        item.category(),
        item.author(),
        item.created(),
        false);
  }

  private static List<String> ids(List<Item> items) {
    return items.stream().map(item -> item.id().value()).toList();
  }

  @Test
  void an_empty_catalogue_has_nothing_and_forbids_nothing() {
    assertThat(catalogue.find(id("a"))).isEmpty();
    assertThat(catalogue.mayShow(id("a"))).isTrue();
    assertThat(catalogue.withTag("chess", 10)).isEmpty();
    assertThat(catalogue.newest(Optional.empty(), 10)).isEmpty();
    assertThat(catalogue.newest(Optional.of(GAME), 10)).isEmpty();
    assertThat(catalogue.countWithTag("chess")).isZero();
    assertThat(catalogue.hasType(GAME)).isFalse();
    assertThat(catalogue.size()).isZero();
  }

  @Test
  void a_described_item_is_found_as_it_was_described() {
    Item chess = item("chess", GAME, NOON, "board", "old");
    put(chess);

    assertThat(catalogue.find(id("chess"))).contains(chess);
    assertThat(catalogue.mayShow(id("chess"))).isTrue();
    assertThat(catalogue.withTag("board", 10)).containsExactly(chess);
    assertThat(catalogue.withTag("old", 10)).containsExactly(chess);
    assertThat(catalogue.newest(Optional.of(GAME), 10)).containsExactly(chess);
    assertThat(catalogue.newest(Optional.of(MOVIE), 10)).isEmpty();
    assertThat(catalogue.countWithTag("board")).isEqualTo(1);
    assertThat(catalogue.hasType(GAME)).isTrue();
    assertThat(catalogue.hasType(MOVIE)).isFalse();
    assertThat(catalogue.size()).isEqualTo(1);
  }

  @Test
  void lists_are_newest_first_and_items_without_a_time_come_last() {
    put(item("old", GAME, NOON.minusSeconds(60), "board"));
    put(item("unknown", GAME, null, "board"));
    put(item("new", GAME, NOON, "board"));
    put(item("same", GAME, NOON, "board"));

    assertThat(ids(catalogue.withTag("board", 10)))
        .containsExactly("new", "same", "old", "unknown");
    assertThat(ids(catalogue.newest(Optional.empty(), 10)))
        .containsExactly("new", "same", "old", "unknown");
  }

  @Test
  void a_limit_keeps_the_newest() {
    for (int i = 0; i < 20; i++) {
      put(item("item-" + i, GAME, NOON.plusSeconds(i), "board"));
    }

    assertThat(ids(catalogue.withTag("board", 3))).containsExactly("item-19", "item-18", "item-17");
    assertThat(ids(catalogue.newest(Optional.of(GAME), 2))).containsExactly("item-19", "item-18");
    assertThat(ids(catalogue.newest(Optional.empty(), 1))).containsExactly("item-19");
  }

  @Test
  void a_withdrawn_item_is_described_but_not_shown() {
    put(withdrawn(item("chess", GAME, NOON, "board")));

    assertThat(catalogue.find(id("chess"))).isPresent();
    assertThat(catalogue.size()).isEqualTo(1);
    assertThat(catalogue.mayShow(id("chess"))).isFalse();
    assertThat(catalogue.withTag("board", 10)).isEmpty();
    assertThat(catalogue.newest(Optional.empty(), 10)).isEmpty();
    assertThat(catalogue.countWithTag("board")).isZero();
    assertThat(catalogue.hasType(GAME)).isFalse();
  }

  @Test
  void a_deleted_item_is_unknown_and_not_shown() {
    put(item("chess", GAME, NOON, "board"));
    delete(id("chess"));

    assertThat(catalogue.find(id("chess"))).isEmpty();
    assertThat(catalogue.size()).isZero();
    assertThat(catalogue.mayShow(id("chess"))).isFalse();
    assertThat(catalogue.withTag("board", 10)).isEmpty();
    assertThat(catalogue.newest(Optional.of(GAME), 10)).isEmpty();
  }

  @Test
  void an_item_deleted_before_it_was_described_is_not_shown() {
    delete(id("ghost"));

    assertThat(catalogue.mayShow(id("ghost"))).isFalse();
  }

  @Test
  void an_item_that_comes_back_is_shown() {
    delete(id("chess"));
    put(item("chess", GAME, NOON, "board"));

    assertThat(catalogue.mayShow(id("chess"))).isTrue();
    assertThat(ids(catalogue.withTag("board", 10))).containsExactly("chess");
  }

  @Test
  void a_new_description_replaces_the_old_one_in_every_list() {
    put(item("chess", GAME, NOON, "board", "old"));
    Item corrected = item("chess", MOVIE, NOON, "board", "musical");
    put(corrected);

    assertThat(catalogue.find(id("chess"))).contains(corrected);
    assertThat(catalogue.size()).isEqualTo(1);
    assertThat(catalogue.withTag("old", 10)).isEmpty();
    assertThat(catalogue.countWithTag("old")).isZero();
    assertThat(catalogue.withTag("board", 10)).containsExactly(corrected);
    assertThat(catalogue.withTag("musical", 10)).containsExactly(corrected);
    assertThat(catalogue.hasType(GAME)).isFalse();
    assertThat(catalogue.newest(Optional.of(MOVIE), 10)).containsExactly(corrected);
    assertThat(catalogue.newest(Optional.empty(), 10)).containsExactly(corrected);
  }

  @Test
  void a_new_title_alone_replaces_the_old_one_in_every_list() {
    put(item("chess", GAME, NOON, "board"));
    Item retitled =
        new Item(
            id("chess"),
            GAME,
            Optional.of("Chess, second edition"),
            List.of("board"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(NOON),
            true);
    put(retitled);

    assertThat(catalogue.withTag("board", 10)).containsExactly(retitled);
    assertThat(catalogue.newest(Optional.of(GAME), 10)).containsExactly(retitled);
  }

  @Test
  void all_are_those_that_are_described() {
    put(item("chess", GAME, NOON, "board"));
    put(withdrawn(item("go", GAME, NOON, "board")));
    put(item("gone", GAME, NOON, "board"));
    delete(id("gone"));
    delete(id("ghost"));

    assertThat(catalogue.all())
        .extracting(one -> one.id().value())
        .containsExactlyInAnyOrder("chess", "go");
  }

  @Test
  void an_answer_does_not_change_after_it_was_given() {
    put(item("chess", GAME, NOON, "board"));
    List<Item> before = catalogue.withTag("board", 10);
    put(item("go", GAME, NOON.plusSeconds(1), "board"));

    assertThat(ids(before)).containsExactly("chess");
  }

  @Test
  void the_order_in_which_items_come_does_not_matter() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      items.add(item("item-" + i, i % 2 == 0 ? GAME : MOVIE, NOON.plusSeconds(i % 7), "t" + i % 3));
    }
    items.forEach(this::put);
    List<Item> newest = catalogue.newest(Optional.of(GAME), 50);
    List<Item> tagged = catalogue.withTag("t1", 50);

    catalogue = empty();
    Collections.shuffle(items, new Random(7));
    items.forEach(this::put);

    assertThat(catalogue.newest(Optional.of(GAME), 50)).isEqualTo(newest);
    assertThat(catalogue.withTag("t1", 50)).isEqualTo(tagged);
  }
}
