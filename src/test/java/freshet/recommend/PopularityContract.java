package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.ItemId;
import freshet.recommend.Popularity.Popular;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Popularity} promises. */
public abstract class PopularityContract {
  protected static final Optional<ContentType> GAME = Optional.of(new ContentType("game"));

  /** A popularity that has counted nothing. */
  protected abstract Popularity empty();

  /** One in which the games "often" and "seldom" and the undescribed "unknown" were touched. */
  protected abstract Popularity some();

  @Test
  void with_nothing_counted_no_list_has_an_item() {
    assertThat(empty().tops().values()).allSatisfy(list -> assertThat(list).isEmpty());
  }

  @Test
  void half_lives_grow_and_the_last_never_ends() {
    List<HalfLife> halfLives = empty().halfLives();

    assertThat(halfLives)
        .isSortedAccordingTo(Comparator.comparing(HalfLife::duration))
        .doesNotHaveDuplicates()
        .endsWith(HalfLife.NEVER);
  }

  @Test
  void items_stand_under_their_type_and_those_without_under_empty() {
    Map<Optional<ContentType>, List<Popular>> tops = some().tops();

    assertThat(tops.get(GAME))
        .extracting(Popular::item)
        .containsExactlyInAnyOrder(new ItemId("often"), new ItemId("seldom"));
    assertThat(tops.get(Optional.<ContentType>empty()))
        .extracting(Popular::item)
        .containsExactly(new ItemId("unknown"));
  }

  @Test
  void every_item_has_a_share_for_each_half_life() {
    Popularity popularity = some();

    for (List<Popular> list : popularity.tops().values()) {
      for (Popular popular : list) {
        assertThat(popular.events()).isPositive();
        assertThat(popular.shares())
            .hasSameSizeAs(popularity.halfLives())
            .allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
      }
    }
  }

  @Test
  void shares_are_parts_of_one_whole() {
    Popularity popularity = some();

    for (int i = 0; i < popularity.halfLives().size(); i++) {
      int index = i;
      double sum =
          popularity.tops().values().stream()
              .flatMap(List::stream)
              .mapToDouble(popular -> popular.shares().get(index))
              .sum();
      assertThat(sum).isBetween(0.0, 1 + 1e-9);
    }
  }

  @Test
  void the_same_map_is_given_as_long_as_nothing_changes() {
    Popularity popularity = some();

    assertThat(popularity.tops()).isSameAs(popularity.tops());
  }
}
