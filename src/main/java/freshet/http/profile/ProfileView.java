package freshet.http.profile;

import freshet.event.Item;
import freshet.event.ItemId;
import freshet.http.exchange.Json;
import freshet.recommend.Catalogue;
import freshet.recommend.UserHistory;
import freshet.recommend.UserHistory.Touch;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What is kept about a user, as answers show it.
 *
 * @param history what the user did, newest first
 * @param tags tag to weight, largest first
 * @param hidden items the user never wants to see again
 * @param seen how many items the user touched
 */
record ProfileView(
    String user, List<Line> history, Map<String, Double> tags, List<String> hidden, int seen) {

  /** One interaction; type is that of the interaction. */
  record Line(
      String item, Optional<String> title, String type, Instant time, OptionalDouble seconds) {}

  static ProfileView of(
      String user, UserHistory history, Map<String, Double> tags, Catalogue catalogue) {
    Map<String, Double> rounded = new LinkedHashMap<>();
    tags.forEach((tag, weight) -> rounded.put(tag, Json.rounded(weight)));
    return new ProfileView(
        user,
        history.recent().stream().map(touch -> line(touch, catalogue)).toList(),
        rounded,
        history.hidden().stream().map(ItemId::value).toList(),
        seen(history));
  }

  private static int seen(UserHistory history) {
    Set<ItemId> seen = new HashSet<>(history.earlier());
    history.recent().forEach(touch -> seen.add(touch.item()));
    return seen.size();
  }

  private static Line line(Touch touch, Catalogue catalogue) {
    return new Line(
        touch.item().value(),
        catalogue.find(touch.item()).flatMap(Item::title),
        touch.type().name(),
        touch.time(),
        touch.seconds());
  }
}
