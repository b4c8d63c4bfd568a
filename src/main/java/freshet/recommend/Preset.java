package freshet.recommend;

import freshet.recommend.experiment.Group;
import java.util.List;
import java.util.Optional;

/**
 * What a request is given besides what it says itself.
 *
 * @param scenario the scenario it names
 * @param groups of experiments that its user is in
 * @param settings what these say, and what the scenario says besides; what the request says wins
 */
public record Preset(Optional<String> scenario, List<Group> groups, Scenario settings) {
  /** Nothing. */
  public static final Preset NONE = new Preset(Optional.empty(), List.of(), Scenario.NONE);

  public Preset {
    groups = List.copyOf(groups);
  }
}
