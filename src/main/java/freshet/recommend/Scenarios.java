package freshet.recommend;

import freshet.event.InvalidInputException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The scenarios a site has defined.
 *
 * @param byName each by its name
 */
public record Scenarios(Map<String, Scenario> byName) {
  /** None are defined. */
  public static final Scenarios NONE = new Scenarios(Map.of());

  public Scenarios {
    byName = Collections.unmodifiableMap(new TreeMap<>(byName));
  }

  /**
   * A scenario by its name.
   *
   * @throws InvalidInputException listing those that are defined, if it is not among them
   */
  public Scenario named(String name) {
    Scenario scenario = byName.get(name);
    if (scenario == null) {
      throw new InvalidInputException(
          "scenario",
          byName.isEmpty()
              ? "is not defined, nor is any other; define it under scenarios in the settings"
              : "is not defined; use one of %s, or define it under scenarios in the settings"
                  .formatted(String.join(", ", byName.keySet())));
    }
    return scenario;
  }
}
