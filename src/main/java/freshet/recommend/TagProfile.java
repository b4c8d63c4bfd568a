package freshet.recommend;

import freshet.event.Item;
import freshet.recommend.UserHistory.Touch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tags a user likes, and how much: every interaction gives its signed weight to the tags of
 * its item, in equal parts, and the n-th latest counts 1/√n. A tag is liked if more was said for it
 * than against it, and disliked the other way round.
 *
 * <p>It is worked out from the history when it is asked for, with the catalogue as it is now: a tag
 * that is added or corrected later counts for what was touched before.
 *
 * @param weights of liked tags, above 0, summing to 1, largest first
 * @param against weights of disliked tags, above 0, in the same unit, largest first; empty if
 *     nothing is liked, for there is no unit then
 */
public record TagProfile(Map<String, Double> weights, Map<String, Double> against) {

  /** How many of the latest interactions are looked at. */
  private static final int RECENT = 100;

  /** What rounding leaves where as much was said for a tag as against it. */
  private static final double NOTHING = 1e-9;

  /** The profile that a history gives under a catalogue. */
  public static TagProfile of(UserHistory history, Catalogue catalogue) {
    Map<String, Double> sums = new HashMap<>();
    List<Touch> recent = history.recent();
    for (int i = 0; i < Math.min(RECENT, recent.size()); i++) {
      Touch touch = recent.get(i);
      List<String> tags = catalogue.find(touch.item()).map(Item::tags).orElse(List.of());
      double word = touch.type().signedWeight() / Math.sqrt(i + 1) / tags.size();
      for (String tag : tags) {
        sums.merge(tag, word, Double::sum);
      }
    }
    double all = 0;
    for (double sum : sums.values()) {
      all += sum > NOTHING ? sum : 0;
    }
    return all == 0
        ? new TagProfile(Map.of(), Map.of())
        : new TagProfile(largestFirst(sums, all), largestFirst(sums, -all));
  }

  /** The weights that have the sign of the unit, in that unit. */
  private static Map<String, Double> largestFirst(Map<String, Double> sums, double unit) {
    List<Map.Entry<String, Double>> entries = new ArrayList<>(sums.size());
    sums.forEach(
        (tag, sum) -> {
          if (Math.abs(sum) > NOTHING && (sum > 0) == (unit > 0)) {
            entries.add(Map.entry(tag, sum / unit));
          }
        });
    entries.sort(
        Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    Map<String, Double> weights = new LinkedHashMap<>(entries.size() * 2);
    entries.forEach(entry -> weights.put(entry.getKey(), entry.getValue()));
    return Collections.unmodifiableMap(weights);
  }
}
