package freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DescriptionsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void an_item_has_a_type_tags_and_an_age() throws IOException {
    Descriptions descriptions = new Descriptions(1, NOW);
    for (int rank = 0; rank < 100; rank++) {
      JsonNode item = new ObjectMapper().readTree(descriptions.line(rank));

      assertThat(item.path("item").asText()).isEqualTo("item-" + rank);
      assertThat(item.path("type").asText()).isIn("article", "video", "post");
      assertThat(item.path("tags")).hasSizeBetween(1, 4);
      assertThat(Instant.ofEpochMilli(item.path("created").asLong()))
          .isBetween(Instant.parse("2025-10-01T00:00:00Z"), NOW);
    }
  }

  @Test
  void the_same_seed_gives_the_same_items() {
    assertThat(new Descriptions(7, NOW).line(3)).isEqualTo(new Descriptions(7, NOW).line(3));
    assertThat(new Descriptions(7, NOW).line(3)).isNotEqualTo(new Descriptions(8, NOW).line(3));
  }
}
