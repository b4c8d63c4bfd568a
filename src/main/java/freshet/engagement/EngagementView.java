package freshet.engagement;

import freshet.avro.EngagementRecord;
import freshet.recommend.impression.Cell;
import freshet.recommend.impression.Engagement;
import freshet.recommend.impression.Sums;
import freshet.stream.View;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was counted of slates in all partitions, as every instance reads it. */
public final class EngagementView implements View<String, EngagementRecord>, Engagement {
  private final Map<String, PartitionCount> counts = new ConcurrentHashMap<>();

  @Override
  public void apply(String key, EngagementRecord value) {
    if (value == null) {
      counts.remove(key);
      return;
    }
    PartitionCount count = EngagementTopic.fromRecord(value);
    if (!count.key().equals(key)) {
      throw new IllegalArgumentException(
          "the key is \"%s\" but the count is \"%s\"; write partition/dimension:value as the key"
              .formatted(key, count.key()));
    }
    counts.put(key, count);
  }

  @Override
  public Map<Cell, Sums> sums() {
    Map<Cell, Sums> sums = new HashMap<>();
    counts.values().forEach(count -> sums.merge(count.cell(), count.sums(), Sums::plus));
    return sums;
  }
}
