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
 *
 * <p>A place may speak against its target: there the loss is −log(1 − p), as in Welleck et al. 2020
 * (unlikelihood training). Its gradient is that of −log p times −p / (1 − p): what is unlikely
 * anyway is left alone.
 */
final class CrossEntropy {
  /** Places whose scores are made together: they fit into the processor's cache. */
  private static final int TOGETHER = 128;

  /** A chance of 0 has no logarithm. */
  private static final float LEAST = 1e-30f;

  /** What is nearly certain and must not be moves by no more than this allows. */
  private static final float LEAST_DOUBT = 0.05f;

  private CrossEntropy() {}

  /**
   * The loss and what to differentiate.
   *
   * @param surrogate a number whose gradient is the loss's
   * @param loss mean of −log p(target), or of −log(1 − p(target)) where a place speaks against it,
   *     weighted
   */
  record Loss(NDArray surrogate, double loss) {}

  /**
   * @param states one row for each place, {@code [n, d]}
   * @param items one row for each item, {@code [m, d]}
   * @param targets row of the item that follows at each place, {@code [n]}, int64
   * @param weights what each place counts, {@code [n]}; below 0 where it speaks against its target
   * @param corrections what is added to each item's score, {@code [m]}
   */
  static Loss of(
      NDArray states, NDArray items, NDArray targets, NDArray weights, NDArray corrections) {
    NDArray shares = weights.div(weights.abs().sum()).reshape(-1, 1);
    NDArray fixedStates = states.stopGradient();
    NDArray fixedItems = items.stopGradient();
    NDArray transposed = fixedItems.transpose();
    NDArray toItems = fixedItems.zerosLike();
    NDList toStates = new NDList();
    NDList pulls = new NDList();
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
        NDArray doubt = right.neg().addi(1).maximum(LEAST_DOUBT);
        NDArray towards = share.maximum(0);
        NDArray away = share.minimum(0);
        loss -=
            right.maximum(LEAST).log().mul(towards).sum().getFloat()
                - doubt.log().mul(away).sum().getFloat();
        NDArray pull = towards.add(away.mul(right).divi(doubt));
        NDArray weighed = chances.muli(pull);
        NDArray gradient = weighed.matMul(fixedItems);
        NDScope.unregister(gradient, pull);
        toStates.add(gradient);
        pulls.add(pull);
        toItems.addi(weighed.transpose().matMul(rows));
      }
    }
    NDArray foreseen = states.mul(NDArrays.concat(toStates, 0)).sum().add(items.mul(toItems).sum());
    NDArray happened = states.mul(rows(items, targets)).mul(NDArrays.concat(pulls, 0)).sum();
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
