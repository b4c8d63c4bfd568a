package freshet.recommend;

import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.filter.Asker;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, with all that is known of whoever asks and what the layers make of it.
 *
 * @param showable what may be shown in answer to it
 * @param opinions by layer, best layer first
 * @param weights how much each layer counts
 * @param freshness lifts young items
 * @param diversity keeps like items apart
 * @param fatigue lets items sink that were shown and left alone
 * @param problems what goes wrong on the way
 */
record Hearing(
    SlateRequest request,
    UserHistory history,
    Asker asker,
    Showable showable,
    Map<Layer, Opinion> opinions,
    Mixture weights,
    FreshnessBoost freshness,
    Mmr diversity,
    Fatigue fatigue,
    Problems problems)
    implements Blend.Lift {

  /** Candidates that diversity chooses from, per item wanted. */
  private static final int POOL_PER_ITEM = 3;

  private static final int SMALLEST_POOL = 50;

  /** With rules that lift some items, those further behind may come to the front. */
  private static final int DEEPER_WITH_BOOSTS = 4;

  /** How many of the newest items with a tag are looked at where only it is wanted. */
  private static final int TAGGED = 200;

  /** The same for a slate of another length. */
  Hearing withLength(int k) {
    return new Hearing(
        request.withLength(k),
        history,
        asker,
        showable,
        opinions,
        weights,
        freshness,
        diversity,
        fatigue,
        problems);
  }

  @Override
  public double factor(ItemId id, Optional<Item> item) {
    double lifted = freshness.factor(item, asker.now()) * fatigue.factor(id);
    return request.wishes().boosts().isEmpty()
        ? lifted
        : lifted * request.wishes().boost(id, item, asker);
  }

  /** What the slate is made of. */
  Blend.Draw draw(Catalogue catalogue) {
    Wishes wishes = request.wishes();
    int pool = Math.max(SMALLEST_POOL, POOL_PER_ITEM * request.k());
    return new Blend.Draw(
        wishes.boosts().isEmpty() ? pool : DEEPER_WITH_BOOSTS * pool,
        pool,
        wishes
            .onlyTag()
            .map(tag -> catalogue.withTag(tag, TAGGED + pool + wishes.shown().size()))
            .orElse(List.of()));
  }
}
