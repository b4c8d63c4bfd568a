package freshet.mixture;

import freshet.avro.MixtureRecord;
import freshet.decay.HalfLife;
import freshet.recommend.Layer;
import freshet.recommend.Mixture;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;

/** The compacted `mixtures` topic: what each instance has learned about the blend. */
public final class MixtureTopic {
  /** Name without prefix. */
  public static final String NAME = "mixtures";

  private MixtureTopic() {}

  /** The topic under a prefix, which may be empty; its keys are instances. */
  public static Topic<String, MixtureRecord> topic(String prefix, Serde<MixtureRecord> values) {
    return new Topic<>(prefix + NAME, new StringSerde<>(key -> key, key -> key), values);
  }

  static MixtureRecord toRecord(Mixture mixture, List<HalfLife> halfLives) {
    Map<String, Double> layers = new HashMap<>();
    mixture.layers().forEach((layer, weight) -> layers.put(layer.label(), weight));
    return MixtureRecord.newBuilder()
        .setLayers(layers)
        .setHalfLifeSeconds(halfLives.stream().map(HalfLife::seconds).toList())
        .setHalfLifeWeights(mixture.halfLives())
        .setLessons(mixture.lessons())
        .build();
  }

  /**
   * What a record says.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  static Mixture fromRecord(MixtureRecord published) {
    Map<Layer, Double> layers = new EnumMap<>(Layer.class);
    for (Layer layer : Layer.mixed()) {
      Double weight = published.getLayers().get(layer.label());
      if (weight == null) {
        throw new IllegalArgumentException("the layer " + layer.label() + " has no weight");
      }
      layers.put(layer, weight);
    }
    if (published.getHalfLifeWeights().size() != published.getHalfLifeSeconds().size()) {
      throw new IllegalArgumentException(
          "there are %d weights for %d half-lives"
              .formatted(
                  published.getHalfLifeWeights().size(), published.getHalfLifeSeconds().size()));
    }
    return new Mixture(layers, published.getHalfLifeWeights(), published.getLessons());
  }
}
