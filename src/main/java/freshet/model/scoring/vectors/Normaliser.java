package freshet.model.scoring.vectors;

/**
 * What the softmax of one user's logits is divided by.
 *
 * @param largest the largest logit, which is taken from all others so that no number grows too big
 * @param sum of e^(logit − largest) over all items, or an estimate of it; at least 1
 */
record Normaliser(float largest, double sum) {
  /** Small numbers end somewhere; an item the model holds for hopeless keeps a belief above 0. */
  private static final double LEAST = 1e-300;

  /** The softmax of a logit, above 0 to 1. */
  double belief(float logit) {
    return Math.min(1, Math.max(LEAST, Math.exp((double) logit - largest) / sum));
  }

  /**
   * What an item without a vector is granted, its logit being 0: where the model thinks little of
   * all it knows, what it does not know is no better.
   */
  double beliefOfStranger() {
    return belief(Math.min(0, largest));
  }
}
