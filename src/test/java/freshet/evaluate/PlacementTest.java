package freshet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final double EXACT = 1e-12;

  @Test
  void a_tie_counts_half() {
    assertThat(new Placement(0, 0, 4).auc()).isEqualTo(1);
    assertThat(new Placement(4, 0, 0).auc()).isZero();
    assertThat(new Placement(1, 2, 1).auc()).isEqualTo(0.5);
    assertThat(new Placement(1, 1, 2).auc()).isEqualTo(0.625);
  }

  @Test
  void without_ties_a_rank_is_a_hit_or_none() {
    assertThat(new Placement(1, 0, 5).hitRate(2)).isEqualTo(1);
    assertThat(new Placement(2, 0, 5).hitRate(2)).isZero();
    assertThat(new Placement(1, 0, 5).ndcg(2)).isCloseTo(Math.log(2) / Math.log(3), within(EXACT));
    assertThat(new Placement(2, 0, 5).ndcg(2)).isZero();
  }

  @Test
  void a_tie_across_the_last_place_is_a_part_of_a_hit() {
    // Rank 2, 3, 4 or 5, of which 2 and 3 are hits.
    Placement place = new Placement(1, 3, 10);

    assertThat(place.hitRate(3)).isEqualTo(0.5);
    assertThat(place.ndcg(3)).isCloseTo((Math.log(2) / Math.log(3) + 0.5) / 4, within(EXACT));
  }

  @Test
  void chance_hits_k_of_n() {
    Placement chance = Placement.byChance(39);

    assertThat(chance.auc()).isEqualTo(0.5);
    assertThat(chance.hitRate(10)).isEqualTo(10 / 40.0);
    assertThat(chance.ndcg(1)).isEqualTo(1 / 40.0);
  }

  @Test
  void of_fewer_than_k_every_one_is_a_hit() {
    assertThat(Placement.byChance(3).hitRate(10)).isEqualTo(1);
    assertThat(new Placement(3, 0, 0).hitRate(10)).isEqualTo(1);
  }
}
