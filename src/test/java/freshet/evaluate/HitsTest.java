package freshet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import freshet.event.ItemId;
import java.util.List;
import org.junit.jupiter.api.Test;

class HitsTest {
  private static final List<ItemId> NOTHING = List.of();

  private final Hits hits = new Hits(10);

  @Test
  void a_right_item_in_first_place_is_all_there_is_to_reach() {
    hits.add(1, NOTHING, 1);

    Quality quality = hits.quality(5);

    assertThat(quality.hitRate()).isEqualTo(1);
    assertThat(quality.ndcg()).isEqualTo(1);
    assertThat(quality.mrr()).isEqualTo(1);
  }

  @Test
  void the_discount_is_1_over_log2_of_the_rank_plus_1() {
    hits.add(3, NOTHING, 1);

    assertThat(hits.quality(5).ndcg()).isCloseTo(0.5, within(1e-12));
    assertThat(hits.quality(5).mrr()).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void a_rank_beyond_k_is_a_miss() {
    hits.add(10, NOTHING, 1);
    hits.add(10.5, NOTHING, 1);
    hits.add(Double.POSITIVE_INFINITY, NOTHING, 1);

    assertThat(hits.quality(5).hitRate()).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void coverage_counts_each_item_that_was_shown_once() {
    hits.add(1, List.of(new ItemId("a"), new ItemId("b")), 1);
    hits.add(1, List.of(new ItemId("b")), 1);

    assertThat(hits.quality(8).coverage()).isEqualTo(0.25);
  }

  @Test
  void no_case_gives_no_quality_and_no_error() {
    assertThat(hits.quality(0)).isEqualTo(new Quality(0, 0, 0, 0, 0));
  }
}
