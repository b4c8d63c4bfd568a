package freshet.app.train;

import freshet.model.artifact.Artifact;
import freshet.model.reading.HoldOut;
import freshet.recommend.Pool;
import java.util.Map;
import java.util.Optional;

/** Chooses how a model is joined with the other layers, by what was held out from training. */
@FunctionalInterface
public interface BlendChoice {
  /**
   * What was chosen.
   *
   * @param pool goes into the manifest
   * @param metrics figures that go into the manifest, by name
   */
  record Choice(Pool pool, Map<String, Double> metrics) {
    public Choice {
      metrics = Map.copyOf(metrics);
    }
  }

  /**
   * Chooses.
   *
   * @param candidate the model that was just trained
   * @param live the one it would replace
   * @param holdOut what the candidate has not learned
   */
  Choice choose(Artifact candidate, Optional<Artifact> live, HoldOut holdOut);
}
