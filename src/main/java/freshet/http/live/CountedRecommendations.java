package freshet.http.live;

import freshet.event.ItemId;
import freshet.recommend.Explanation;
import freshet.recommend.Layer;
import freshet.recommend.Order;
import freshet.recommend.Ranking;
import freshet.recommend.Recommendations;
import freshet.recommend.Slate;
import freshet.recommend.SlateItem;
import freshet.recommend.SlateRequest;
import freshet.recommend.UserHistory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts the slates that people get, and which layers their items come from. */
public final class CountedRecommendations implements Recommendations {
  private final Recommendations recommendations;
  private final LongAdder slates = new LongAdder();
  private final Map<Layer, LongAdder> items = new EnumMap<>(Layer.class);

  public CountedRecommendations(Recommendations recommendations) {
    this.recommendations = recommendations;
    for (Layer layer : Layer.values()) {
      items.put(layer, new LongAdder());
    }
  }

  @Override
  public Slate recommend(SlateRequest request) {
    return counted(recommendations.recommend(request));
  }

  private Slate counted(Slate slate) {
    slates.increment();
    for (SlateItem item : slate.items()) {
      items.get(item.layer()).increment();
    }
    return slate;
  }

  @Override
  public Slate feed(Order order, SlateRequest request) {
    Slate slate = recommendations.feed(order, request);
    return order instanceof Order.ForYou ? counted(slate) : slate;
  }

  @Override
  public Slate similar(ItemId item, SlateRequest request) {
    return recommendations.similar(item, request);
  }

  @Override
  public Ranking rank(SlateRequest request, List<ItemId> items, int fill) {
    return recommendations.rank(request, items, fill);
  }

  @Override
  public Explanation explain(ItemId item, SlateRequest request) {
    return recommendations.explain(item, request);
  }

  @Override
  public Map<String, Double> tagProfile(UserHistory history) {
    return recommendations.tagProfile(history);
  }

  /** How many slates there were. */
  public long slates() {
    return slates.sum();
  }

  /** How many of their items came from a layer. */
  public long items(Layer layer) {
    return items.get(layer).sum();
  }
}
