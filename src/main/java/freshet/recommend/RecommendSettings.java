package freshet.recommend;

import java.util.List;
import java.util.Map;

/**
 * How candidates are found, blended and ordered.
 *
 * @param neighbours how the rows of the items a user touched last are heard
 * @param halfLifeMixture weight of each half-life in popularity, in the order they are kept; they
 *     are divided by their sum
 * @param layers weight of each layer in the blend, 0 to 1,000
 * @param learn whether these weights, and those of the half-lives, are only what is begun with
 * @param freshness lifts young items
 * @param diversity keeps like items apart
 * @param fatigue by what share an item sinks each time it was shown lately and left alone, 0 to
 *     {@value #MOST_FATIGUE}
 */
public record RecommendSettings(
    NeighbourSettings neighbours,
    List<Double> halfLifeMixture,
    Map<Layer, Double> layers,
    boolean learn,
    FreshnessBoost freshness,
    Mmr diversity,
    double fatigue) {
  /** An item that sinks altogether would not be shown when nothing else is left. */
  public static final double MOST_FATIGUE = 0.9;

  public RecommendSettings {
    double sum = halfLifeMixture.stream().mapToDouble(Double::doubleValue).sum();
    if (halfLifeMixture.isEmpty()
        || !(sum > 0 && Double.isFinite(sum))
        || halfLifeMixture.stream().anyMatch(weight -> weight < 0)) {
      throw new IllegalArgumentException(
          "recommend.half-life-mixture is %s; give one weight of 0 or more per half-life, not all 0"
              .formatted(halfLifeMixture));
    }
    halfLifeMixture = halfLifeMixture.stream().map(weight -> weight / sum).toList();
    for (Layer layer : Layer.mixed()) {
      String setting = "recommend.layers." + layer.label();
      if (!layers.containsKey(layer)) {
        throw new IllegalArgumentException(setting + " is missing; give 0 to 1000");
      }
      require(setting, layers.get(layer), 0, 1_000);
    }
    if (layers.values().stream().allMatch(weight -> weight == 0)) {
      throw new IllegalArgumentException(
          "recommend.layers are all 0; give at least one of them a weight");
    }
    layers = Map.copyOf(layers);
    if (!(fatigue >= 0 && fatigue <= MOST_FATIGUE)) {
      throw new IllegalArgumentException(
          "recommend.fatigue is %s; give 0 to %s".formatted(fatigue, MOST_FATIGUE));
    }
  }

  /** Settings under which nothing sinks. */
  public RecommendSettings(
      NeighbourSettings neighbours,
      List<Double> halfLifeMixture,
      Map<Layer, Double> layers,
      boolean learn,
      FreshnessBoost freshness,
      Mmr diversity) {
    this(neighbours, halfLifeMixture, layers, learn, freshness, diversity, 0);
  }

  /** What the blend begins with. */
  public Mixture mixture() {
    return new Mixture(layers, halfLifeMixture, 0);
  }

  private static void require(String setting, double value, int least, int most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s is %s; give %d to %d".formatted(setting, value, least, most));
    }
  }
}
