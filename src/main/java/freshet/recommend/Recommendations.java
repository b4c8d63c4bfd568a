package freshet.recommend;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.ItemId;
import java.util.Map;
import java.util.Optional;

/** The questions a recommender answers; every answer is well-formed, whatever state is missing. */
public interface Recommendations {
  /** Items for a user, with what the user did a moment ago taken into account. */
  Slate recommend(SlateRequest request);

  /**
   * Items like one item: what people touch after it, then what shares its tags.
   *
   * @param k how many at most, 1 to {@link SlateRequest#MAX_K}
   */
  Slate similar(ItemId item, int k);

  /**
   * Items whose decayed count grows against a longer half-life.
   *
   * @param type only of this content type
   * @param halfLife which of the kept half-lives to look at; the shortest where empty
   * @param k how many at most, 1 to {@link SlateRequest#MAX_K}
   * @throws freshet.event.InvalidInputException if the half-life is not among those kept
   */
  Slate trending(Optional<ContentType> type, Optional<HalfLife> halfLife, int k);

  /**
   * What a user's history says of the tags they like: tag to weight, summing to 1, largest first.
   */
  Map<String, Double> tagProfile(UserHistory history);
}
