package freshet.model.training;

/** Is told how far training has come; called by the thread that trains. */
public interface TrainingListener {
  /**
   * After each step of the optimiser.
   *
   * @param epoch counted from 1
   * @param share of the epoch that is done, 0 to 1
   * @param loss mean of the epoch so far, nats per interaction
   */
  void step(int epoch, double share, double loss);

  /** After each epoch. */
  void epoch(EpochResult result);

  /**
   * What an epoch came to.
   *
   * @param epoch counted from 1
   * @param loss nats per interaction
   * @param validation how well the held-out interactions are foreseen
   * @param best whether no epoch before was better
   */
  record EpochResult(int epoch, double loss, Foresight validation, boolean best) {}
}
