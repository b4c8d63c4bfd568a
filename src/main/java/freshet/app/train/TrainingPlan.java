package freshet.app.train;

import freshet.model.reading.Scope;
import freshet.model.training.TrainingSettings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run of training is asked for.
 *
 * @param scope which part of the log is learned
 * @param learning how
 * @param shape how large the network is
 * @param out the module's file
 * @param live the model that serves now
 * @param workFolder where temporary files are kept
 */
public record TrainingPlan(
    Scope scope,
    TrainingSettings learning,
    Shape shape,
    Path out,
    Optional<Path> live,
    Path workFolder) {
  /**
   * The same, written elsewhere.
   *
   * @param live the model that serves now
   */
  TrainingPlan into(Path file, Optional<Path> live) {
    return new TrainingPlan(scope, learning, shape, file, live, workFolder);
  }

  /**
   * How large a network is, apart from what it knows.
   *
   * @param width length of a vector
   * @param layers of the transformer
   * @param heads of its attention
   * @param dropout the share of values that is left out while it learns
   */
  public record Shape(int width, int layers, int heads, double dropout) {}
}
