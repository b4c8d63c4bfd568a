package freshet.http.profile;

import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.http.exchange.Json;
import freshet.recommend.Catalogue;
import freshet.recommend.KeptProfile;
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
 * All that is kept about a user, as answers show it.
 *
 * @param history what the user did, newest first
 * @param tags tag to weight, largest first; not kept, but made of the history
 * @param hidden items the user never wants to see again
 * @param seen how many items the user touched
 * @param undos what the user took back, newest first
 * @param hiddenBy what hid items, newest first
 * @param earlier items touched before the history, newest first
 * @param eventIds how many event ids are remembered, as hashes
 * @param interactions how many interactions all of it was made of
 * @param merged ids whose doings have become the user's, the latest first
 * @param movedTo where what was kept under this id went last
 * @param erasedUntil up to which event time everything has been erased
 * @param degraded present where what the caller waited for is not in it
 */
record ProfileView(
    String user,
    List<Line> history,
    Map<String, Double> tags,
    List<String> hidden,
    int seen,
    List<Line> undos,
    List<Hiding> hiddenBy,
    List<String> earlier,
    int eventIds,
    long interactions,
    List<String> merged,
    Optional<Move> movedTo,
    Optional<Instant> erasedUntil,
    Optional<Boolean> degraded,
    Optional<String> note) {

  /** One interaction; type is that of the interaction. */
  record Line(
      String item, Optional<String> title, String type, Instant time, OptionalDouble seconds) {}

  /** What hid an item; type is that of the interaction. */
  record Hiding(String item, String type, Instant time) {}

  /** Where what was kept went. */
  record Move(String user, Instant time) {}

  static ProfileView of(
      String user,
      KeptProfile kept,
      Map<String, Double> tags,
      Catalogue catalogue,
      Optional<String> note) {
    UserHistory history = kept.history();
    Map<String, Double> rounded = new LinkedHashMap<>();
    tags.forEach((tag, weight) -> rounded.put(tag, Json.rounded(weight)));
    return new ProfileView(
        user,
        history.recent().stream().map(touch -> line(touch, catalogue)).toList(),
        rounded,
        history.hidden().stream().map(ItemId::value).toList(),
        seen(history),
        kept.undos().stream().map(touch -> line(touch, catalogue)).toList(),
        kept.hidden().stream()
            .map(one -> new Hiding(one.item().value(), one.type(), one.time()))
            .toList(),
        history.earlier().stream().map(ItemId::value).toList(),
        kept.eventIds(),
        kept.interactions(),
        kept.merged().stream().map(UserId::value).toList(),
        kept.movedTo().map(move -> new Move(move.user().value(), move.time())),
        kept.erasedUntil(),
        note.map(late -> true),
        note);
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
