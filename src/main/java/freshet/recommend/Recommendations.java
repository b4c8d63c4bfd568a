package freshet.recommend;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.ItemId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The questions a recommender answers; every answer is well-formed, whatever state is missing. */
public interface Recommendations {
  /** Items for a user, with what the user did a moment ago taken into account. */
  Slate recommend(SlateRequest request);

  /**
   * The same in another order than that which suits the user; boosts, diversity and freshness have
   * no say in those.
   *
   * @throws freshet.event.InvalidInputException if a half-life is not among those kept
   */
  Slate feed(Order order, SlateRequest request);

  /**
   * Items like one item: what people touch after it, then what shares its tags. Boosts, diversity
   * and freshness have no say.
   */
  Slate similar(ItemId item, SlateRequest request);

  /**
   * A caller's own list in the order that suits the user, touched before or not.
   *
   * @param request for whom; its length does not matter
   * @param items at most {@value Ranking#MAX_ITEMS}
   * @param fill how long the answer is to be at least, topped up with recommendations; 0 for as
   *     long as the list
   */
  Ranking rank(SlateRequest request, List<ItemId> items, int fill);

  /** Why an item is in the slate that is asked for, or why not. */
  Explanation explain(ItemId item, SlateRequest request);

  /**
   * Items like one item, for anybody.
   *
   * @param k how many at most, 1 to {@link SlateRequest#MAX_K}
   */
  default Slate similar(ItemId item, int k) {
    return similar(item, SlateRequest.forAnybody(k, Optional.empty()));
  }

  /**
   * Items whose decayed count grows against a longer half-life, for anybody.
   *
   * @param type only of this content type
   * @param halfLife which of the kept half-lives to look at; the shortest where empty
   * @param k how many at most, 1 to {@link SlateRequest#MAX_K}
   * @throws freshet.event.InvalidInputException if the half-life is not among those kept
   */
  default Slate trending(Optional<ContentType> type, Optional<HalfLife> halfLife, int k) {
    return feed(new Order.Trending(halfLife), SlateRequest.forAnybody(k, type));
  }

  /**
   * What a user's history says of the tags they like: tag to weight, summing to 1, largest first.
   */
  Map<String, Double> tagProfile(UserHistory history);
}
