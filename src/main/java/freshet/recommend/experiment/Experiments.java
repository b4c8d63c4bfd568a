package freshet.recommend.experiment;

import freshet.event.UserId;
import freshet.recommend.Scenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The experiments that run. A user may take part in several, in each as if there were no other;
 * which is why no two may say something about the same thing.
 *
 * @param byName each by its name, at most {@value #MOST}
 */
public record Experiments(Map<String, Experiment> byName) {
  /** None run. */
  public static final Experiments NONE = new Experiments(Map.of());

  private static final int MOST = 32;

  public Experiments {
    byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    if (byName.size() > MOST) {
      throw new IllegalArgumentException(
          "there are %d experiments; give at most %d".formatted(byName.size(), MOST));
    }
    List<Experiment> all = List.copyOf(byName.values());
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        requireApart(all.get(i), all.get(j));
      }
    }
  }

  private static void requireApart(Experiment one, Experiment other) {
    Set<String> both = one.says();
    both.retainAll(other.says());
    if (!both.isEmpty()) {
      throw new IllegalArgumentException(
          "experiments.%s and experiments.%s both set %s, and a user may be in both; end one of them"
              .formatted(one.name(), other.name(), both.iterator().next()));
    }
  }

  /** The groups a user is in, by the experiments' names. */
  public List<Group> groupsOf(UserId user) {
    if (byName.isEmpty()) {
      return List.of();
    }
    List<Group> groups = new ArrayList<>(byName.size());
    byName.forEach(
        (name, experiment) ->
            experiment.variantOf(user).ifPresent(variant -> groups.add(new Group(name, variant))));
    return groups;
  }

  /** What is said for users of some groups. */
  public Scenario settings(List<Group> groups) {
    Scenario settings = Scenario.NONE;
    for (Group group : groups) {
      settings =
          byName.get(group.experiment()).variants().get(group.variant()).settings().over(settings);
    }
    return settings;
  }
}
