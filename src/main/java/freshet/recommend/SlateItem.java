package freshet.recommend;

import freshet.event.ItemId;
import java.util.Map;

/**
 * One item of a slate.
 *
 * @param item the item
 * @param score its relevance, above 0; comparable within one slate only. Diversity may place an
 *     item behind one with a lower score. 0 for what nothing speaks for in a list of the caller's
 * @param layer the layer that spoke loudest for it; popularity, the last rung, for new items that
 *     fill up a slate for which all layers had too little to say
 * @param reason why it is shown
 * @param contributions what each layer gave to the score before freshness, boosts and diversity;
 *     empty for an item that fills up
 */
public record SlateItem(
    ItemId item, double score, Layer layer, Reason reason, Map<Layer, Double> contributions) {
  public SlateItem {
    contributions = Map.copyOf(contributions);
  }
}
