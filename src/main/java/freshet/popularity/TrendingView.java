package freshet.popularity;

import freshet.avro.TrendingRecord;
import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.recommend.Popularity;
import freshet.stream.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The trending lists of all partitions, as every instance reads them. */
public final class TrendingView implements View<String, TrendingRecord>, Popularity {
  private final MergedLists lists;

  public TrendingView(PopularitySettings settings) {
    this.lists = new MergedLists(settings.halfLives());
  }

  @Override
  public void apply(String key, TrendingRecord value) {
    if (value == null) {
      lists.remove(key);
    } else {
      lists.put(List.of(TrendingTopic.fromRecord(value)));
    }
  }

  @Override
  public List<HalfLife> halfLives() {
    return lists.halfLives();
  }

  @Override
  public Map<Optional<ContentType>, List<Popular>> tops() {
    return lists.tops();
  }
}
