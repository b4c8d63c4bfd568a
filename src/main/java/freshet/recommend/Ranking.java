package freshet.recommend;

import freshet.event.ItemId;
import java.util.List;

/**
 * A caller's own list in a user's order.
 *
 * @param slate its items, best first, those nothing speaks for behind them in the order they came,
 *     and then what fills up
 * @param own how many of the slate's items are the caller's; what follows fills up
 * @param leftOut what the list held and must not be shown, in its order
 */
public record Ranking(Slate slate, int own, List<LeftOut> leftOut) {
  public static final int MAX_ITEMS = 1_000;

  /** An item of the list that must not be shown, and why. */
  public record LeftOut(ItemId item, Obstacle why) {}

  public Ranking {
    leftOut = List.copyOf(leftOut);
  }

  /** The same, degraded for one more reason. */
  public Ranking degradedBy(String why) {
    return new Ranking(slate.degradedBy(why), own, leftOut);
  }
}
