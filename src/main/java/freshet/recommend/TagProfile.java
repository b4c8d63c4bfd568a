package freshet.recommend;

import freshet.event.Item;
import freshet.recommend.UserHistory.Touch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tags a user likes, and how much: every interaction gives its signed weight to the tags of
 * its item, in equal parts, and the n-th latest counts 1/√n. Tags spoken against more than for are
 * left out.
 *
 * <p>It is worked out from the history when it is asked for, with the catalogue as it is now: a tag
 * that is added or corrected later counts for what was touched before.
 *
 * @param weights tag to weight, above 0, summing to 1, largest first
 */
public record TagProfile(Map<String, Double> weights) {

  /** How many of the latest interactions are looked at. */
  private static final int RECENT = 100;

  /** The profile that a history gives under a catalogue. */
  public static TagProfile of(UserHistory history, Catalogue catalogue) {
    Map<String, Double> sums = new HashMap<>();
    List<Touch> recent = history.recent();
    for (int i = 0; i < Math.min(RECENT, recent.size()); i++) {
      Touch touch = recent.get(i);
      List<String> tags = catalogue.find(touch.item()).map(Item::tags).orElse(List.of());
      for (String tag : tags) {
        sums.merge(tag, touch.type().signedWeight() / Math.sqrt(i + 1) / tags.size(), Double::sum);
      }
    }
    sums.values().removeIf(weight -> weight <= 0);
    double all = sums.values().stream().mapToDouble(Double::doubleValue).sum();
    List<Map.Entry<String, Double>> largestFirst = new ArrayList<>(sums.entrySet());
    largestFirst.sort(
        Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    Map<String, Double> weights = new LinkedHashMap<>();
    largestFirst.forEach(entry -> weights.put(entry.getKey(), entry.getValue() / all));
    return new TagProfile(weights);
  }
}
