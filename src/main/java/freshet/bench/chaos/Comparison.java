package freshet.bench.chaos;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of one store in a disturbed and in an undisturbed run.
 *
 * @param compared keys that either has
 * @param different keys that only one has, or of which they say different things
 * @param examples some of those, ascending
 */
public record Comparison(long compared, long different, List<String> examples) {
  private static final int EXAMPLES = 5;

  public Comparison {
    examples = List.copyOf(examples);
  }

  /** Compares two tables by the equality of their values. */
  static <V> Comparison of(Map<String, V> disturbed, Map<String, V> undisturbed) {
    Set<String> keys = new HashSet<>(disturbed.keySet());
    keys.addAll(undisturbed.keySet());
    List<String> different =
        keys.stream()
            .filter(
                key -> {
                  V one = disturbed.get(key);
                  return one == null || !one.equals(undisturbed.get(key));
                })
            .sorted()
            .toList();
    return new Comparison(
        keys.size(), different.size(), different.subList(0, Math.min(EXAMPLES, different.size())));
  }

  /** Whether there was something to compare and all of it was equal. */
  public boolean isEqual() {
    return compared > 0 && different == 0;
  }
}
