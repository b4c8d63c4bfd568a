package freshet.bench.chaos;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What was accepted against what was counted, item by item.
 *
 * @param sent distinct interactions that were accepted
 * @param counted interactions in the counts
 * @param lost what items were counted too few, added up
 * @param twice what items were counted too many, added up
 */
public record Balance(long sent, long counted, long lost, long twice) {

  /**
   * Compares what each item should have been counted with what it was.
   *
   * @param expected accepted interactions by item
   * @param counted counted interactions by item
   */
  static Balance of(Map<String, Long> expected, Map<String, Long> counted) {
    Set<String> items = new HashSet<>(expected.keySet());
    items.addAll(counted.keySet());
    long lost = 0;
    long twice = 0;
    for (String item : items) {
      long missing = expected.getOrDefault(item, 0L) - counted.getOrDefault(item, 0L);
      lost += Math.max(0, missing);
      twice += Math.max(0, -missing);
    }
    return new Balance(sum(expected), sum(counted), lost, twice);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether everything was counted once. */
  public boolean isEven() {
    return lost == 0 && twice == 0;
  }
}
