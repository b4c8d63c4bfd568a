package freshet.recommend;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How candidates are found, blended and ordered.
 *
 * @param recent how many of the user's latest distinct items are looked at for neighbours, 1 to 100
 * @param shrinkage weight of evidence at which a row of neighbours counts half, 0 to 1,000
 * @param halfLifeMixture weight of each half-life in popularity, in the order they are kept; they
 *     are divided by their sum
 * @param layers weight of each layer in the blend, 0 to 1,000
 * @param freshness lifts young items
 * @param diversity keeps like items apart
 */
public record RecommendSettings(
    int recent,
    double shrinkage,
    List<Double> halfLifeMixture,
    Map<Layer, Double> layers,
    FreshnessBoost freshness,
    Mmr diversity) {

  public RecommendSettings {
    require("recommend.recent", recent, 1, 100);
    require("recommend.shrinkage", shrinkage, 0, 1_000);
    double sum = halfLifeMixture.stream().mapToDouble(Double::doubleValue).sum();
    if (halfLifeMixture.isEmpty()
        || !(sum > 0)
        || halfLifeMixture.stream().anyMatch(weight -> weight < 0)) {
      throw new IllegalArgumentException(
          "recommend.half-life-mixture is %s; give one weight of 0 or more per half-life, not all 0"
              .formatted(halfLifeMixture));
    }
    halfLifeMixture = halfLifeMixture.stream().map(weight -> weight / sum).toList();
    layers = Map.copyOf(new EnumMap<>(layers));
    for (Layer layer : Layer.values()) {
      require("recommend.layers." + layer.label(), layers.getOrDefault(layer, -1.0), 0, 1_000);
    }
  }

  private static void require(String setting, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s is %s; give %s to %s".formatted(setting, value, least, most));
    }
  }
}
