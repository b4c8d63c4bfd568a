package freshet.model.release;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far a training is.
 *
 * @param phase reading, training, choosing, done or failed
 * @param epoch epochs that are over
 * @param epochs epochs there will be at most
 * @param share how much of all is done, 0 to 1
 * @param loss mean loss of the last epoch
 * @param ndcg NDCG@10 on what is held out, of the last epoch
 * @param secondsLeft how long it will still take, about
 * @param message what else there is to say
 */
public record TrainingProgress(
    String phase,
    int epoch,
    int epochs,
    double share,
    OptionalDouble loss,
    OptionalDouble ndcg,
    OptionalLong secondsLeft,
    Optional<String> message) {

  /** A training that has just begun. */
  public static final TrainingProgress BEGUN =
      new TrainingProgress(
          "reading",
          0,
          0,
          0,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalLong.empty(),
          Optional.empty());
}
