package freshet.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;

/**
 * A large table of which each step touches few rows: only those are read and changed, each by Adam
 * with the moments of its own (lazy Adam). All of it would cost more than the rest of the step.
 *
 * <p>Holds two numbers more per weight.
 */
final class LazyRows implements AutoCloseable {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.98;
  private static final float LEAST = 1e-8f;

  private final NDManager manager;
  private final NDArray table;
  private final NDArray means;
  private final NDArray variances;

  /**
   * @param table changed in place; it needs no gradient of its own
   */
  LazyRows(NDArray table) {
    this.table = table;
    this.manager = table.getManager().newSubManager();
    table.setRequiresGradient(false);
    means = table.zerosLike();
    variances = table.zerosLike();
    means.attach(manager);
    variances.attach(manager);
  }

  /** A copy of some rows that a gradient can reach. */
  NDArray read(NDArray rows) {
    NDArray copy = CrossEntropy.rows(table, rows).duplicate();
    copy.setRequiresGradient(true);
    return copy;
  }

  /**
   * Changes rows that were read.
   *
   * @param step counted from 1
   */
  void update(NDArray rows, NDArray read, double rate, double decay, int step) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray gradient = read.getGradient();
      NDArray mean = CrossEntropy.rows(means, rows).mul(BETA1).add(gradient.mul(1 - BETA1));
      NDArray variance =
          CrossEntropy.rows(variances, rows).mul(BETA2).add(gradient.square().mul(1 - BETA2));
      double unbiased = rate * Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step));
      NDArray moved =
          read.stopGradient()
              .mul(1 - rate * decay)
              .sub(mean.mul(unbiased).div(variance.sqrt().add(LEAST)));
      NDIndex at = new NDIndex("{}", rows);
      table.set(at, moved);
      means.set(at, mean);
      variances.set(at, variance);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
