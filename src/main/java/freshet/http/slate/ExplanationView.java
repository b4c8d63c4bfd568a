package freshet.http.slate;

import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.http.exchange.Json;
import freshet.recommend.Catalogue;
import freshet.recommend.Explanation;
import freshet.recommend.Obstacle;
import freshet.recommend.SlateItem;
import freshet.recommend.filter.Boost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why an item is shown to a user or not, as answers show it.
 *
 * @param shown whether it is in the slate that was asked for
 * @param rank its place from 1, if it is among the first 200
 * @param sentence all of it for people
 * @param obstacles what stands in its way, the strongest first
 * @param freshness what its youth multiplies the score by
 * @param boosts the rules that apply to it
 */
record ExplanationView(
    String user,
    String item,
    Optional<String> title,
    Optional<String> type,
    boolean shown,
    OptionalInt rank,
    String sentence,
    List<String> obstacles,
    double score,
    Optional<String> layer,
    Optional<String> reason,
    Optional<String> because,
    Map<String, Double> contributions,
    double freshness,
    List<String> boosts,
    boolean degraded,
    Optional<String> note) {

  static ExplanationView of(UserId user, Explanation explanation, int k, Catalogue catalogue) {
    Optional<Item> described = catalogue.find(explanation.item());
    Optional<SlateItem> opinion = explanation.opinion();
    return new ExplanationView(
        user.value(),
        explanation.item().value(),
        described.flatMap(Item::title),
        described.map(item -> item.type().value()),
        explanation.rank().isPresent() && explanation.rank().getAsInt() <= k,
        explanation.rank(),
        explanation.sentence(),
        explanation.obstacles().stream().map(Obstacle::label).toList(),
        Json.rounded(opinion.map(SlateItem::score).orElse(0.0)),
        opinion.map(said -> said.layer().label()),
        opinion.map(said -> said.reason().text()),
        opinion.flatMap(said -> said.reason().because()).map(ItemId::value),
        SlateView.contributions(opinion.map(SlateItem::contributions).orElse(Map.of())),
        Json.rounded(explanation.freshness()),
        explanation.boosts().stream().map(Boost::toString).toList(),
        explanation.degraded(),
        explanation.note());
  }
}
