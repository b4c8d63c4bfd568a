package freshet.recommend;

import freshet.event.ItemId;
import java.util.Map;

/**
 * Lets items sink that were shown to a user and left alone: each time takes a share of what is left
 * of the score, so that an item that was shown n times keeps (1 − strength)ⁿ of it.
 *
 * @param strength share that one time takes, 0 to {@value RecommendSettings#MOST_FATIGUE}
 * @param shown how often each item was shown lately without being touched
 */
record Fatigue(double strength, Map<ItemId, Integer> shown) {
  /** Nothing sinks. */
  static final Fatigue NONE = new Fatigue(0, Map.of());

  /** What an item's score is multiplied by: above 0, at most 1. */
  double factor(ItemId item) {
    Integer times = shown.get(item);
    return times == null ? 1 : Math.pow(1 - strength, times);
  }
}
