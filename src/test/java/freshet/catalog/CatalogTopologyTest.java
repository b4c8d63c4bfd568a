package freshet.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.avro.ItemRecord;
import freshet.event.ContentType;
import freshet.event.ItemId;
import freshet.stream.DeadLetter;
import freshet.topology.RecommenderRig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTopologyTest {
  private static final ItemId GO = new ItemId("go");

  @TempDir Path directory;
  private RecommenderRig rig;

  @BeforeEach
  void open() {
    rig = new RecommenderRig(directory);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static ItemRecord item(String id, String title, String... tags) {
    return ItemRecord.newBuilder()
        .setItem(id)
        .setType("game")
        .setTitle(title)
        .setTags(List.of(tags))
        .build();
  }

  @Test
  void the_newest_word_on_an_item_counts_and_a_tombstone_deletes_it() {
    rig.put(item("go", "Go"));
    rig.put(item("go", "Go, the game", "board"));
    assertThat(rig.items().find(GO))
        .hasValueSatisfying(go -> assertThat(go.title()).hasValue("Go, the game"));
    assertThat(rig.items().hasType(new ContentType("game"))).isTrue();

    rig.sendBytes("items", "go", null, RecommenderRig.START);
    rig.sendBytes("items", "go", null, RecommenderRig.START);
    assertThat(rig.items().find(GO)).isEmpty();
    assertThat(rig.items().mayShow(GO)).isFalse();

    rig.put(item("go", "Go again"));
    assertThat(rig.items().mayShow(GO)).isTrue();
    assertThat(rig.reported()).isEmpty();
  }

  @Test
  void what_cannot_be_used_is_reported_with_its_place_and_changes_nothing() {
    rig.put(item("go", "Go"));

    rig.sendBytes("items", "go", "junk".getBytes(StandardCharsets.UTF_8), RecommenderRig.START);
    rig.sendBytes("items", "chess", rig.bytes(item("go", "Go")), RecommenderRig.START);
    rig.sendBytes("items", "go", rig.bytes(item("go", "Go", "a", "")), RecommenderRig.START);
    rig.sendBytes("items", null, rig.bytes(item("go", "Go")), RecommenderRig.START);
    rig.sendBytes("items", "", null, RecommenderRig.START);

    assertThat(rig.reported())
        .extracting(one -> one.headers().get(DeadLetter.OFFSET))
        .containsExactly("1", "2", "3", "4", "5");
    assertThat(rig.reported())
        .allSatisfy(
            one ->
                assertThat(one.headers())
                    .containsEntry(DeadLetter.TOPIC, "items")
                    .containsEntry(DeadLetter.PARTITION, "0"));
    assertThat(rig.reported().get(0).value()).isEqualTo("junk");
    assertThat(rig.reported())
        .extracting(one -> one.headers().get(DeadLetter.REASON))
        .endsWith(
            "item is \"go\" but the key is \"chess\"; write the item as the record's key",
            "tags is missing; give 1 to 256 characters",
            "the key is null; write the record's subject as its key",
            "item is missing; give 1 to 256 characters");
    assertThat(rig.items().size()).isEqualTo(1);
    assertThat(rig.items().find(GO)).hasValueSatisfying(go -> assertThat(go.tags()).isEmpty());

    rig.put(item("chess", "Chess"));
    assertThat(rig.items().size()).isEqualTo(2);
  }
}
