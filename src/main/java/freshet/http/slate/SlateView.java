package freshet.http.slate;

import freshet.event.Item;
import freshet.event.ItemId;
import freshet.http.exchange.Json;
import freshet.recommend.Catalogue;
import freshet.recommend.Layer;
import freshet.recommend.Slate;
import freshet.recommend.SlateItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A slate as answers show it, in its order.
 *
 * @param user for whom, where it is for somebody
 * @param item like which item, where it is like one
 */
record SlateView(
    Optional<String> user,
    Optional<String> item,
    List<Line> items,
    boolean degraded,
    Optional<String> note) {

  /**
   * One item; title and type where the catalogue knows them, contributions and because where they
   * were asked for.
   */
  record Line(
      String item,
      double score,
      String layer,
      String reason,
      Optional<String> title,
      Optional<String> type,
      Optional<String> because,
      Optional<Map<String, Double>> contributions) {}

  static SlateView of(Slate slate, Catalogue catalogue, boolean explain) {
    List<Line> lines = slate.items().stream().map(item -> line(item, catalogue, explain)).toList();
    return new SlateView(Optional.empty(), Optional.empty(), lines, slate.degraded(), slate.note());
  }

  SlateView forUser(String name) {
    return new SlateView(Optional.of(name), item, items, degraded, note);
  }

  SlateView like(String name) {
    return new SlateView(user, Optional.of(name), items, degraded, note);
  }

  private static Line line(SlateItem item, Catalogue catalogue, boolean explain) {
    Optional<Item> described = catalogue.find(item.item());
    return new Line(
        item.item().value(),
        Json.rounded(item.score()),
        item.layer().label(),
        item.reason().text(),
        described.flatMap(Item::title),
        described.map(known -> known.type().value()),
        explain ? item.reason().because().map(ItemId::value) : Optional.empty(),
        explain ? Optional.of(contributions(item)) : Optional.empty());
  }

  private static Map<String, Double> contributions(SlateItem item) {
    Map<String, Double> contributions = new LinkedHashMap<>();
    for (Layer layer : Layer.values()) {
      Double contribution = item.contributions().get(layer);
      if (contribution != null) {
        contributions.put(layer.label(), Json.rounded(contribution));
      }
    }
    return contributions;
  }
}
