package freshet.recommend;

import freshet.event.ItemId;
import freshet.recommend.CandidateSource.Opinion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What most people touch, whoever asks. */
final class PopularItems {
  private final Reasons reasons;

  PopularItems(Reasons reasons) {
    this.reasons = reasons;
  }

  /**
   * At most {@code k} items that may be shown, best first.
   *
   * @param popularity what the layer popularity believes
   */
  List<SlateItem> of(Opinion popularity, int k, Showable showable) {
    List<SlateItem> items = new ArrayList<>(k);
    Iterator<ItemId> candidates = popularity.candidates().iterator();
    while (items.size() < k && candidates.hasNext()) {
      ItemId item = candidates.next();
      if (showable.test(item)) {
        double score = popularity.score(item);
        items.add(
            new SlateItem(
                item,
                score,
                Layer.POPULARITY,
                reasons.reason(popularity.evidence(item)),
                Map.of(Layer.POPULARITY, score)));
      }
    }
    return items;
  }
}
