package freshet.mixture;

import freshet.avro.MixtureRecord;
import freshet.decay.HalfLife;
import freshet.recommend.Layer;
import freshet.recommend.Mixture;
import freshet.recommend.MixtureReader;
import freshet.stream.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The mixture as all instances together have learned it: the mean of theirs, each weighing as much
 * as it has lessons. Where nothing was learned yet it is the one that is begun with.
 */
public final class MixtureView implements View<String, MixtureRecord>, MixtureReader {
  private final Mixture beginning;
  private final List<Long> halfLifeSeconds;
  private final Map<String, Mixture> byInstance = new HashMap<>();
  private volatile Mixture merged;

  /**
   * A view that has seen nothing.
   *
   * @param beginning what is begun with
   * @param halfLives of popularity, in the order of their weights
   */
  public MixtureView(Mixture beginning, List<HalfLife> halfLives) {
    this.beginning = beginning;
    this.halfLifeSeconds = halfLives.stream().map(HalfLife::seconds).toList();
    this.merged = beginning;
  }

  @Override
  public void apply(String instance, MixtureRecord value) {
    if (value == null) {
      byInstance.remove(instance);
    } else {
      Mixture mixture = MixtureTopic.fromRecord(value);
      if (mixture.lessons() > 0 && value.getHalfLifeSeconds().equals(halfLifeSeconds)) {
        byInstance.put(instance, mixture);
      } else {
        // Learned under other settings: its weights say nothing about these.
        byInstance.remove(instance);
      }
    }
    merged = byInstance.isEmpty() ? beginning : mean(byInstance.values());
  }

  private static Mixture mean(Collection<Mixture> mixtures) {
    double lessons = 0;
    Map<Layer, Double> layers = new EnumMap<>(Layer.class);
    double[] halfLives = new double[mixtures.iterator().next().halfLives().size()];
    for (Mixture mixture : mixtures) {
      double weight = mixture.lessons();
      lessons += weight;
      mixture.layers().forEach((layer, share) -> layers.merge(layer, share * weight, Double::sum));
      for (int i = 0; i < halfLives.length; i++) {
        halfLives[i] += mixture.halfLives().get(i) * weight;
      }
    }
    double all = lessons;
    layers.replaceAll((layer, sum) -> sum / all);
    List<Double> means = new ArrayList<>(halfLives.length);
    for (double sum : halfLives) {
      means.add(sum / all);
    }
    return new Mixture(layers, means, Math.round(all));
  }

  @Override
  public Mixture mixture() {
    return merged;
  }
}
