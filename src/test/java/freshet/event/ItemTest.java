package freshet.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemTest {
  private static Item with(Optional<String> title, List<String> tags, Optional<Instant> created) {
    return new Item(
        new ItemId("i"),
        new ContentType("game"),
        title,
        tags,
        Optional.empty(),
        Optional.empty(),
        created,
        true);
  }

  @Test
  void tags_lose_their_repeats_and_keep_their_order() {
    List<String> tags = new ArrayList<>(List.of("b", "a", "b"));
    Item item = with(Optional.empty(), tags, Optional.empty());
    tags.clear();
    assertThat(item.tags()).containsExactly("b", "a");
  }

  @Test
  void more_than_64_tags_and_empty_ones_are_refused() {
    List<String> many = IntStream.range(0, 65).mapToObj(i -> "t" + i).toList();
    assertThatThrownBy(() -> with(Optional.empty(), many, Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("tags has 65 entries; give at most 64");
    assertThatThrownBy(() -> with(Optional.empty(), List.of("a", ""), Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("tags is missing; give 1 to 256 characters");
  }

  @Test
  void a_title_may_be_long_but_not_endless() {
    assertThat(with(Optional.of("x".repeat(1024)), List.of(), Optional.empty()).name())
        .hasSize(1024);
    assertThatThrownBy(() -> with(Optional.of("x".repeat(1025)), List.of(), Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("title has 1025 characters; give at most 1024");
    assertThatThrownBy(() -> with(Optional.of("\ud83d"), List.of(), Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("half a surrogate pair");
  }

  @Test
  void creation_before_1970_is_taken_and_one_no_calendar_knows_is_refused() {
    Instant film = Instant.parse("1925-01-01T00:00:00Z");
    assertThat(with(Optional.empty(), List.of(), Optional.of(film)).created()).hasValue(film);
    for (Instant wrong : new Instant[] {Instant.MIN, Instant.MAX}) {
      assertThatThrownBy(() -> with(Optional.empty(), List.of(), Optional.of(wrong)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageEndingWith("give a time in the years 1 to 9999");
    }
  }

  @Test
  void an_item_without_a_title_is_called_by_its_id() {
    assertThat(Item.of(new ItemId("i"), new ContentType("game")).name()).isEqualTo("i");
  }
}
