package freshet.recommend;

import java.util.List;
import java.util.Map;

/**
 * How much each estimate counts in the blend.
 *
 * @param layers weight of each layer that is {@link Layer#mixed mixed}, 0 or more
 * @param halfLives weight of each half-life in popularity, shortest first, the total that never
 *     ages last; summing to 1
 * @param lessons how many observations it was learned from; 0 if it was set
 */
public record Mixture(Map<Layer, Double> layers, List<Double> halfLives, long lessons) {
  public Mixture {
    for (Layer layer : Layer.mixed()) {
      Double weight = layers.get(layer);
      if (weight == null || !(weight >= 0 && Double.isFinite(weight))) {
        throw new IllegalArgumentException(
            "the weight of the layer %s is %s; give 0 or more".formatted(layer.label(), weight));
      }
    }
    double sum = halfLives.stream().mapToDouble(Double::doubleValue).sum();
    if (!(Math.abs(sum - 1) < 1e-6) || halfLives.stream().anyMatch(weight -> !(weight >= 0))) {
      throw new IllegalArgumentException(
          "the weights of the half-lives are %s; give 0 or more each and 1 together"
              .formatted(halfLives));
    }
    if (lessons < 0) {
      throw new IllegalArgumentException("there are " + lessons + " lessons; give 0 or more");
    }
    layers = Map.copyOf(layers);
    halfLives = List.copyOf(halfLives);
  }

  /** The weight of a layer; 0 for one that is not part of a mixture. */
  double of(Layer layer) {
    return layers.getOrDefault(layer, 0.0);
  }
}
