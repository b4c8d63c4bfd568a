package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ItemsCommandTest {
  private static final String RYE =
      "{\"item\":\"rye\",\"type\":\"blog-post\",\"title\":\"A dense rye\",\"tags\":[\"baking\",\"bread\"],"
          + "\"created\":\"2026-01-03T10:00:00Z\",\"available\":true}";
  private static final String SPAM =
      "{\"item\":\"spam\",\"type\":\"blog-post\",\"tags\":[],\"available\":false}";
  private static final String SLATE =
      "{\"items\":[{\"item\":\"rye\",\"title\":\"A dense rye\",\"score\":0.5,\"layer\":\"content\",\"reason\":\"more about bread\"}]}";

  private final CannedServer server =
      new CannedServer()
          .with("/v1/items/rye", RYE)
          .with("/v1/items/spam", SPAM)
          .with("/v1/new", SLATE)
          .with("/v1/items/a%2Fb/similar", SLATE);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void several_items_stand_in_one_table() {
    Run run = Run.of("items", "rye", "spam", "--to", server.url());

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
        .containsExactly(
            "item | type | title | created | shown | tags",
            "rye | blog-post | A dense rye | 2026-01-03 | yes | baking, bread",
            "spam | blog-post | no");
  }

  @Test
  void json_is_a_line_for_each_item() {
    assertThat(Run.of("items", "rye", "spam", "--json", "--to", server.url()).out().lines())
        .containsExactly(RYE, SPAM);
  }

  @Test
  void an_item_nobody_described_is_one_sentence_with_code_1() {
    Run run = Run.of("items", "rye", "nothing", "--to", server.url());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "freshet: %s answered 404: nobody knows it; describe it".formatted(server.url()));
  }

  @Test
  void what_is_new_and_what_is_alike_are_slates() {
    Run made = Run.of("items", "--new", "-k", "3", "--type", "blog post", "--to", server.url());
    Run alike = Run.of("items", "--similar", "a/b", "--to", server.url());

    assertThat(made.out()).contains("A dense rye", "more about bread");
    assertThat(alike.out()).isEqualTo(made.out());
    assertThat(server.asked())
        .containsExactly("/v1/new?k=3&type=blog%20post", "/v1/items/a%2Fb/similar?k=10");
  }
}
