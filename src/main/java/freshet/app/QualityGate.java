package freshet.app;

import freshet.evaluate.Evaluation;
import freshet.evaluate.Quality;
import freshet.recommend.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the figures of an evaluation have to reach, so that a worse change fails. */
final class QualityGate {
  private static final Map<String, ToDoubleFunction<Quality>> FIGURES =
      Map.of(
          "hitRate", Quality::hitRate,
          "ndcg", Quality::ndcg,
          "mrr", Quality::mrr,
          "coverage", Quality::coverage);

  private record Bar(String name, String layer, ToDoubleFunction<Quality> figure, double least) {}

  private final List<Bar> bars = new ArrayList<>();

  /**
   * A gate.
   *
   * @param least what is wanted, by layer and figure, such as {@code ladder.ndcg}
   * @throws IllegalArgumentException if there is no such layer or figure
   */
  QualityGate(Map<String, Double> least) {
    least.forEach(
        (name, value) -> {
          int dot = name.indexOf('.');
          String layer = name.substring(0, Math.max(0, dot));
          var figure = FIGURES.get(name.substring(dot + 1));
          if (figure == null || !layers().contains(layer)) {
            throw new IllegalArgumentException(
                "--at-least names \"%s\"; give a layer and a figure, such as ladder.ndcg=0.3"
                    .formatted(name));
          }
          bars.add(new Bar(name, layer, figure, value));
        });
  }

  /** Names of the layers an evaluation reports. */
  static List<String> layers() {
    List<String> layers = new ArrayList<>();
    for (Layer layer : Layer.values()) {
      layers.add(layer.label());
    }
    layers.add(Evaluation.LADDER);
    return layers;
  }

  /**
   * Lets pass what is good enough.
   *
   * @throws FailedCommandException naming the first figure that is not
   */
  void check(Map<String, Quality> reached) {
    for (Bar bar : bars) {
      double figure = bar.figure().applyAsDouble(reached.get(bar.layer()));
      if (figure < bar.least()) {
        throw new FailedCommandException(
            String.format(
                Locale.ROOT,
                "%s is %.4f, below the %.4f that is wanted",
                bar.name(),
                figure,
                bar.least()),
            null);
      }
    }
  }
}
