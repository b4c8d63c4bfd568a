package freshet.model.release;

import freshet.model.artifact.Artifact;

/** Puts a model to work on this instance. */
@FunctionalInterface
public interface ModelActivation {
  /**
   * Loads a model, warms it up and lets it take over; returns when it answers.
   *
   * @throws freshet.model.UnusableModelException with a sentence if it cannot; what answered before
   *     answers on
   */
  void activate(Artifact artifact);
}
