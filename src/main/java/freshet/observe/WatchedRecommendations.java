package freshet.observe;

import freshet.event.ItemId;
import freshet.recommend.Explanation;
import freshet.recommend.Order;
import freshet.recommend.Ranking;
import freshet.recommend.Recommendations;
import freshet.recommend.Slate;
import freshet.recommend.SlateRequest;
import freshet.recommend.UserHistory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;

/** Counts slates, and how many of them were degraded or empty. */
public final class WatchedRecommendations implements Recommendations {
  private final Recommendations recommendations;
  private final Kind user;
  private final Kind similar;
  private final Kind trending;
  private final Kind popular;
  private final Kind latest;
  private final Kind ranking;

  /** What happens to slates of one kind. */
  private static final class Kind {
    private final Counter all;
    private final Counter degraded;
    private final Counter empty;

    Kind(String name, MeterRegistry meters) {
      all = counter("freshet.slates", "Slates that were answered", name, meters);
      degraded = counter("freshet.slates.degraded", "Slates made without a layer", name, meters);
      empty = counter("freshet.slates.empty", "Slates without an item", name, meters);
    }

    private static Counter counter(
        String meter, String description, String kind, MeterRegistry meters) {
      return Counter.builder(meter).description(description).tag("kind", kind).register(meters);
    }

    Slate counted(Slate slate) {
      all.increment();
      if (slate.degraded()) {
        degraded.increment();
      }
      if (slate.items().isEmpty()) {
        empty.increment();
      }
      return slate;
    }

    SlateFigures figures() {
      return new SlateFigures((long) all.count(), (long) degraded.count(), (long) empty.count());
    }
  }

  public WatchedRecommendations(Recommendations recommendations, MeterRegistry meters) {
    this.recommendations = recommendations;
    this.user = new Kind("user", meters);
    this.similar = new Kind("similar", meters);
    this.trending = new Kind("trending", meters);
    this.popular = new Kind("popular", meters);
    this.latest = new Kind("latest", meters);
    this.ranking = new Kind("ranking", meters);
  }

  /** What became of the slates for users. */
  public SlateFigures figures() {
    return user.figures();
  }

  @Override
  public Slate recommend(SlateRequest request) {
    return user.counted(recommendations.recommend(request));
  }

  @Override
  public Slate feed(Order order, SlateRequest request) {
    return kind(order).counted(recommendations.feed(order, request));
  }

  private Kind kind(Order order) {
    if (order instanceof Order.Trending) {
      return trending;
    }
    if (order instanceof Order.Popular) {
      return popular;
    }
    return order instanceof Order.Latest ? latest : user;
  }

  @Override
  public Slate similar(ItemId item, SlateRequest request) {
    return similar.counted(recommendations.similar(item, request));
  }

  @Override
  public Ranking rank(SlateRequest request, List<ItemId> items, int fill) {
    Ranking ranked = recommendations.rank(request, items, fill);
    Slate unused = ranking.counted(ranked.slate());
    return ranked;
  }

  @Override
  public Explanation explain(ItemId item, SlateRequest request) {
    return recommendations.explain(item, request);
  }

  @Override
  public Map<String, Double> tagProfile(UserHistory history) {
    return recommendations.tagProfile(history);
  }
}
