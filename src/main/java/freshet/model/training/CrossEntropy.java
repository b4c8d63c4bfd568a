package freshet.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.SparseFormat;

/**
 * Cross-entropy over all items at every place, without ever holding all scores: they are made for a
 * few places at a time, and with them the gradient at once, as in Hsu et al. 2024 (Liger kernel,
 * fused linear cross-entropy). Memory grows with the catalogue, not with places times catalogue.
 */
final class CrossEntropy {
  /** Places whose scores are made together: they fit into the processor's cache. */
  private static final int TOGETHER = 128;

  /** A chance of 0 has no logarithm. */
  private static final float LEAST = 1e-30f;

  private CrossEntropy() {}

  /**
   * The loss and what to differentiate.
   *
   * @param surrogate a number whose gradient is the loss's
   * @param loss mean of −log p(target), weighted
   */
  record Loss(NDArray surrogate, double loss) {}

  /**
   * @param states one row for each place, {@code [n, d]}
   * @param items one row for each item, {@code [m, d]}
   * @param targets row of the item that follows at each place, {@code [n]}, int64
   * @param weights what each place counts, {@code [n]}
   * @param corrections what is added to each item's score, {@code [m]}
   */
  static Loss of(
      NDArray states, NDArray items, NDArray targets, NDArray weights, NDArray corrections) {
    NDArray shares = weights.div(weights.sum()).reshape(-1, 1);
    NDArray fixedStates = states.stopGradient();
    NDArray fixedItems = items.stopGradient();
    NDArray transposed = fixedItems.transpose();
    NDArray toItems = fixedItems.zerosLike();
    NDList toStates = new NDList();
    double loss = 0;
    long n = states.getShape().get(0);
    for (long from = 0; from < n; from += TOGETHER) {
      String part = from + ":" + Math.min(n, from + TOGETHER);
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray rows = fixedStates.get(part);
        NDArray share = shares.get(part);
        NDArray chances = rows.matMul(transposed).addi(corrections).softmax(1);
        NDArray right = chances.gather(targets.get(part).reshape(-1, 1), 1);
        loss -= right.maximum(LEAST).log().mul(share).sum().getFloat();
        NDArray weighed = chances.muli(share);
        NDArray gradient = weighed.matMul(fixedItems);
        NDScope.unregister(gradient);
        toStates.add(gradient);
        toItems.addi(weighed.transpose().matMul(rows));
      }
    }
    NDArray foreseen = states.mul(NDArrays.concat(toStates, 0)).sum().add(items.mul(toItems).sum());
    NDArray happened = states.mul(rows(items, targets)).mul(shares).sum();
    return new Loss(foreseen.sub(happened), loss);
  }

  /** Rows of a table; the gradient reaches it. */
  static NDArray rows(NDArray table, NDArray numbers) {
    return table
        .getNDArrayInternal()
        .embedding(numbers, table, SparseFormat.DENSE)
        .singletonOrThrow();
  }
}
