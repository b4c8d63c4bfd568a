package freshet.app;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.recommend.Scenario;
import freshet.recommend.Scenarios;
import freshet.recommend.filter.Boost;
import freshet.recommend.filter.Filter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the scenarios that a site has defined. */
final class ScenarioSettings {
  /** What a scenario may say. */
  static final Set<String> FIELDS =
      Set.of(
          "k", "type", "tag", "category", "filter", "boosts", "diversity", "freshness", "fatigue");

  private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  private final String path;
  private final SettingValues values;

  private ScenarioSettings(String path, SettingValues values) {
    this.path = path;
    this.values = values;
  }

  /**
   * The scenarios of a block.
   *
   * @throws IllegalArgumentException saying which setting is wrong and the cure
   */
  static Scenarios of(ConfigObject block) {
    SettingValues values = new SettingValues(block.atPath("scenarios"));
    Map<String, Scenario> scenarios = new TreeMap<>();
    for (String name : block.keySet()) {
      requireName("scenario", name);
      scenarios.put(name, at("scenarios." + ConfigUtil.quoteString(name) + ".", values));
    }
    return new Scenarios(scenarios);
  }

  /**
   * The scenario whose fields stand at a path.
   *
   * @throws IllegalArgumentException saying which setting is wrong and the cure
   */
  static Scenario at(String path, SettingValues values) {
    return new ScenarioSettings(path, values).scenario();
  }

  /** Refuses a name that could be mistyped in a request or break a key. */
  static void requireName(String what, String name) {
    if (!name.matches(NAME) || name.length() > 64) {
      throw new IllegalArgumentException(
          "%s \"%s\" has a bad name; use lower-case words joined by hyphens, at most 64 characters"
              .formatted(what, name));
    }
  }

  private Scenario scenario() {
    try {
      return new Scenario(
          values.has(path + "k") ? OptionalInt.of(values.whole(path + "k")) : OptionalInt.empty(),
          text("type", ContentType::new),
          text("tag", Function.identity()),
          text("category", Function.identity()),
          text("filter", text -> Filter.parse("filter", text)),
          values.has(path + "boosts")
              ? values.texts(path + "boosts").stream()
                  .map(rule -> Boost.parse("boosts", rule))
                  .toList()
              : List.of(),
          number("diversity"),
          number("freshness"),
          number("fatigue"));
    } catch (InvalidInputException e) {
      throw new IllegalArgumentException(path.replace("\"", "") + e.getMessage(), e);
    }
  }

  private <T> Optional<T> text(String field, Function<String, T> reader) {
    return values.has(path + field)
        ? Optional.of(reader.apply(values.text(path + field)))
        : Optional.empty();
  }

  private OptionalDouble number(String field) {
    return values.has(path + field)
        ? OptionalDouble.of(values.number(path + field))
        : OptionalDouble.empty();
  }
}
