package freshet.http.slate;

import static java.nio.charset.StandardCharsets.UTF_8;

import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.http.exchange.Json;
import freshet.recommend.Catalogue;
import freshet.recommend.Layer;
import freshet.recommend.Ranking;
import freshet.recommend.Slate;
import freshet.recommend.SlateItem;
import freshet.recommend.SlateRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A slate as answers show it, in its order.
 *
 * @param user for whom, where it is for somebody
 * @param item like which item, where it is like one
 * @param slateId no other slate has it; what is done with its items may name it
 * @param leftOut what a caller's list held and must not be shown
 * @param cursor where the next slate begins, if there is one
 */
record SlateView(
    Optional<String> user,
    Optional<String> item,
    String slateId,
    List<Line> items,
    Optional<List<LeftOut>> leftOut,
    Optional<String> cursor,
    boolean degraded,
    Optional<String> note) {

  /**
   * One item; title and type where the catalogue knows them, contributions and because where they
   * were asked for.
   *
   * @param filled true for one that fills up a caller's list
   */
  record Line(
      String item,
      double score,
      String layer,
      String reason,
      Optional<String> title,
      Optional<String> type,
      Optional<Boolean> filled,
      Optional<String> because,
      Optional<Map<String, Double>> contributions) {}

  /** An item of a caller's list that must not be shown. */
  record LeftOut(String item, String why) {}

  /** A slate that is for nobody, like nothing, and the last. */
  static SlateView of(Slate slate, Catalogue catalogue, boolean explain) {
    return of(newId(), slate, slate.items().size(), catalogue, explain);
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  private static SlateView of(
      String id, Slate slate, int own, Catalogue catalogue, boolean explain) {
    List<Line> lines = new ArrayList<>(slate.items().size());
    for (SlateItem item : slate.items()) {
      lines.add(line(item, lines.size() >= own, catalogue, explain));
    }
    return new SlateView(
        Optional.empty(),
        Optional.empty(),
        id,
        lines,
        Optional.empty(),
        Optional.empty(),
        slate.degraded(),
        slate.note());
  }

  /** A slate for nobody in particular, with where to go on after it. */
  static SlateView of(Slate slate, SlateRequest request, Catalogue catalogue, boolean explain) {
    return of(newId(), slate, request, catalogue, explain);
  }

  /** A slate that has an id, with where to go on after it. */
  static SlateView of(
      String id, Slate slate, SlateRequest request, Catalogue catalogue, boolean explain) {
    SlateView view = of(id, slate, slate.items().size(), catalogue, explain);
    return new SlateView(
        request.user().map(UserId::value),
        view.item,
        view.slateId,
        view.items,
        view.leftOut,
        Cursor.after(slate, request),
        view.degraded,
        view.note);
  }

  /** A caller's own list. */
  static SlateView of(
      String id, Ranking ranking, UserId user, Catalogue catalogue, boolean explain) {
    SlateView view = of(id, ranking.slate(), ranking.own(), catalogue, explain);
    return new SlateView(
        Optional.of(user.value()),
        view.item,
        view.slateId,
        view.items,
        ranking.leftOut().isEmpty()
            ? Optional.empty()
            : Optional.of(
                ranking.leftOut().stream()
                    .map(left -> new LeftOut(left.item().value(), left.why().label()))
                    .toList()),
        view.cursor,
        view.degraded,
        view.note);
  }

  /** The same with an id that follows from its items: only then can be seen that it is the same. */
  SlateView identifiedByItems() {
    String id = UUID.nameUUIDFromBytes(items.toString().getBytes(UTF_8)).toString();
    return new SlateView(user, item, id, items, leftOut, cursor, degraded, note);
  }

  SlateView like(String name) {
    return new SlateView(user, Optional.of(name), slateId, items, leftOut, cursor, degraded, note);
  }

  private static Line line(SlateItem item, boolean filled, Catalogue catalogue, boolean explain) {
    Optional<Item> described = catalogue.find(item.item());
    return new Line(
        item.item().value(),
        Json.rounded(item.score()),
        item.layer().label(),
        item.reason().text(),
        described.flatMap(Item::title),
        described.map(known -> known.type().value()),
        filled ? Optional.of(true) : Optional.empty(),
        explain ? item.reason().because().map(ItemId::value) : Optional.empty(),
        explain ? Optional.of(contributions(item.contributions())) : Optional.empty());
  }

  /** What each layer gave, best layer first. */
  static Map<String, Double> contributions(Map<Layer, Double> given) {
    Map<String, Double> contributions = new LinkedHashMap<>();
    for (Layer layer : Layer.values()) {
      Double contribution = given.get(layer);
      if (contribution != null) {
        contributions.put(layer.label(), Json.rounded(contribution));
      }
    }
    return contributions;
  }
}
