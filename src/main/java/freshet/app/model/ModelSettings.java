package freshet.app.model;

import freshet.model.release.retrain.RetrainSettings;
import freshet.model.scoring.BreakerSettings;

/**
 * How models reach this instance.
 *
 * @param enabled whether there is a model at all
 * @param artifacts how its files reach other instances: {@code kafka}, or a URL before their names
 * @param keep how many released models can be gone back to, the active one included
 * @param tolerance by how much NDCG@10 a new model may be worse than what is there
 * @param exactItems up to how many items all are compared in each answer
 * @param cachedUsers how many users' vectors are kept
 * @param breaker when the model is no longer asked
 * @param retrain when and how they are trained
 */
public record ModelSettings(
    boolean enabled,
    String artifacts,
    int keep,
    double tolerance,
    int exactItems,
    int cachedUsers,
    BreakerSettings breaker,
    RetrainSettings retrain) {

  /** What {@link #artifacts} is for Kafka itself. */
  public static final String KAFKA = "kafka";
}
