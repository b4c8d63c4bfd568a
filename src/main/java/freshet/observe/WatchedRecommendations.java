package freshet.observe;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.ItemId;
import freshet.recommend.Recommendations;
import freshet.recommend.Slate;
import freshet.recommend.SlateRequest;
import freshet.recommend.UserHistory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;

/** Counts slates, and how many of them were degraded or empty. */
public final class WatchedRecommendations implements Recommendations {
  private final Recommendations recommendations;
  private final Kind user;
  private final Kind similar;
  private final Kind trending;

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
  public Slate similar(ItemId item, int k) {
    return similar.counted(recommendations.similar(item, k));
  }

  @Override
  public Slate trending(Optional<ContentType> type, Optional<HalfLife> halfLife, int k) {
    return trending.counted(recommendations.trending(type, halfLife, k));
  }

  @Override
  public Map<String, Double> tagProfile(UserHistory history) {
    return recommendations.tagProfile(history);
  }
}
