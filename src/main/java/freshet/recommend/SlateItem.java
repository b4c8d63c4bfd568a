package freshet.recommend;

import freshet.event.ItemId;
import java.util.Map;

/**
 * One item of a slate.
 *
 * @param item the item
 * @param score what it was ordered by, above 0; comparable within one slate only
 * @param layer the layer that spoke loudest for it
 * @param reason why it is shown
 * @param contributions what each layer gave to the score before freshness and diversity
 */
public record SlateItem(
    ItemId item, double score, Layer layer, Reason reason, Map<Layer, Double> contributions) {
  public SlateItem {
    contributions = Map.copyOf(contributions);
  }
}
