package freshet.recommend;

import freshet.event.UserId;
import freshet.recommend.experiment.Experiments;
import freshet.recommend.experiment.Group;
import java.util.List;
import java.util.Optional;

/**
 * What a site has set for the requests of some places and some users.
 *
 * @param scenarios by place
 * @param experiments by user
 */
public record Presets(Scenarios scenarios, Experiments experiments) {
  /** Nothing is set. */
  public static final Presets NONE = new Presets(Scenarios.NONE, Experiments.NONE);

  /**
   * That of one request.
   *
   * @param scenario the name it gives
   * @param user for whom; somebody nobody knows is in no group
   * @throws freshet.event.InvalidInputException if there is no such scenario
   */
  public Preset of(Optional<String> scenario, Optional<UserId> user) {
    Scenario place = scenario.map(scenarios::named).orElse(Scenario.NONE);
    List<Group> groups = user.map(experiments::groupsOf).orElse(List.of());
    return groups.isEmpty() && scenario.isEmpty()
        ? Preset.NONE
        : new Preset(scenario, groups, experiments.settings(groups).over(place));
  }
}
