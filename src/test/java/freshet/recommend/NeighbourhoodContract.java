package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.ItemId;
import freshet.recommend.Neighbourhood.Neighbour;
import freshet.recommend.Neighbourhood.Neighbours;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Neighbourhood} promises. */
public abstract class NeighbourhoodContract {
  /** The item that {@link #some()} knows successors of. */
  protected static final ItemId KNOWN = new ItemId("known");

  /**
   * A neighbourhood in which "known" was followed by "often" three times as much as by "seldom",
   * and nothing else is known.
   */
  protected abstract Neighbourhood some();

  @Test
  void an_item_nobody_touched_has_no_neighbours() {
    assertThat(some().of(new ItemId("nobody"))).isEqualTo(Neighbours.NONE);
  }

  @Test
  void the_neighbours_are_those_that_followed_most_probable_first() {
    assertThat(some().of(KNOWN).neighbours())
        .extracting(neighbour -> neighbour.item().value())
        .containsExactly("often", "seldom");
  }

  @Test
  void probabilities_are_row_normalised() {
    List<Neighbour> neighbours = some().of(KNOWN).neighbours();

    assertThat(neighbours)
        .allSatisfy(neighbour -> assertThat(neighbour.probability()).isBetween(0.0, 1.0));
    assertThat(neighbours.stream().mapToDouble(Neighbour::probability).sum())
        .isLessThanOrEqualTo(1 + 1e-9);
    assertThat(neighbours.get(0).probability() / neighbours.get(1).probability())
        .isBetween(2.99, 3.01);
  }

  @Test
  void support_is_above_0_where_there_is_evidence() {
    assertThat(some().of(KNOWN).support()).isPositive();
  }

  @Test
  void it_is_directed() {
    assertThat(some().of(new ItemId("often")).neighbours())
        .extracting(Neighbour::item)
        .doesNotContain(KNOWN);
  }
}
