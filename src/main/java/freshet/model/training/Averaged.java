package freshet.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The mean of what parameters were in the latest thousand steps or so, the newest weighing most
 * (Polyak and Juditsky 1992; as an exponential average, Tarvainen and Valpola 2017). Steps are
 * noisy; their mean foresees better than any of them.
 *
 * <p>Holds each parameter once more.
 */
final class Averaged implements AutoCloseable {
  private static final double KEPT = 0.999;

  private final NDManager manager;
  private final Map<NDArray, NDArray> means = new LinkedHashMap<>();
  private int steps;

  /**
   * @param parameters that are learned
   * @param owner of the memory
   */
  Averaged(Collection<NDArray> parameters, NDManager owner) {
    manager = owner.newSubManager();
    for (NDArray parameter : parameters) {
      NDArray mean = parameter.stopGradient().duplicate();
      mean.attach(manager);
      means.put(parameter, mean);
    }
  }

  /** The parameters have moved. */
  void follow() {
    steps++;
    // At the beginning there are few steps to remember, and the first knew nothing.
    double kept = Math.min(KEPT, steps / (steps + 9.0));
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      means.forEach(
          (parameter, mean) -> mean.muli(kept).addi(parameter.stopGradient().mul(1 - kept)));
    }
  }

  /** Puts the means in the place of the parameters, or the parameters back into theirs. */
  void swap() {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      means.forEach(
          (parameter, mean) -> {
            // It shares the parameter's memory, and may be written to.
            NDArray values = parameter.stopGradient();
            NDArray before = values.duplicate();
            values.subi(before).addi(mean);
            mean.subi(mean.duplicate()).addi(before);
          });
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
