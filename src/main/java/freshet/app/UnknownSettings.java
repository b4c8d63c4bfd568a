package freshet.app;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds settings that do not exist, so that a slip of the pen is not taken for a default. */
final class UnknownSettings {
  /** Blocks of blocks whose names are the site's own, and what each of these may hold. */
  private static final Map<String, Set<String>> NAMED =
      Map.of(
          "interaction-types",
          Set.of("weight", "stance", "hides", "undoes"),
          "scenarios",
          ScenarioSettings.FIELDS);

  /** Blocks that are passed on as they stand: what is in them is not ours to know. */
  static final Set<String> FOREIGN = Set.of("kafka.client", "serde.config", "streams.config");

  private final List<String> known = new ArrayList<>();

  private UnknownSettings(ConfigObject reference) {
    collect("", reference);
  }

  /**
   * Refuses what is not in the reference.
   *
   * @param effective all settings, resolved
   * @throws InvalidSettingsException naming the first that is unknown, where it stands and the
   *     nearest that is known
   */
  static void refuse(ConfigObject effective, ConfigObject reference) {
    new UnknownSettings(reference).check("", effective, reference);
  }

  private void collect(String prefix, ConfigObject block) {
    block.forEach(
        (name, value) -> {
          String path = prefix + name;
          if (value instanceof ConfigObject inner && !inner.isEmpty()) {
            collect(path + ".", inner);
          } else {
            known.add(path);
          }
        });
  }

  private void check(String prefix, ConfigObject block, ConfigObject reference) {
    for (String name : new TreeSet<>(block.keySet())) {
      String path = prefix + name;
      ConfigValue value = block.get(name);
      ConfigValue model = reference.get(name);
      if (model == null) {
        throw unknown(path, value);
      }
      if (model instanceof ConfigObject expected) {
        ConfigObject inner = requireBlock(path, value);
        if (NAMED.containsKey(path)) {
          inner.forEach((own, named) -> checkNamed(path + "." + own, NAMED.get(path), named));
        } else if (path.equals("experiments")) {
          inner.forEach((own, named) -> checkExperiment(path + "." + own, named));
        } else if (!FOREIGN.contains(path)) {
          check(path + ".", inner, expected);
        }
      } else if (value instanceof ConfigObject inner && !inner.isEmpty()) {
        String first = new TreeSet<>(inner.keySet()).first();
        throw unknown(path + "." + first, inner.get(first));
      }
    }
  }

  /** Its variants are blocks with names of their own. */
  private static void checkExperiment(String path, ConfigValue value) {
    checkNamed(path, ExperimentSettings.FIELDS, value);
    ConfigValue variants = ((ConfigObject) value).get("variants");
    if (variants != null) {
      String at = path + ".variants";
      requireBlock(at, variants)
          .forEach(
              (own, variant) ->
                  checkNamed(at + "." + own, ExperimentSettings.VARIANT_FIELDS, variant));
    }
  }

  private static void checkNamed(String path, Set<String> fields, ConfigValue value) {
    ConfigObject named = requireBlock(path, value);
    for (String field : new TreeSet<>(named.keySet())) {
      if (!fields.contains(field)) {
        throw unknown(path + "." + field, named.get(field), nearest(field, fields));
      }
    }
  }

  private static ConfigObject requireBlock(String path, ConfigValue value) {
    if (value.valueType() == ConfigValueType.OBJECT) {
      return (ConfigObject) value;
    }
    throw new InvalidSettingsException(
        "%s is %s (%s); it is a block, give %s { … }"
            .formatted(path, shown(path, value), value.origin().description(), path),
        null);
  }

  private static String shown(String path, ConfigValue value) {
    return FOREIGN.contains(path) ? Secrets.MASK : Secrets.written(path, value);
  }

  private InvalidSettingsException unknown(String path, ConfigValue value) {
    return unknown(path, value, nearest(path, known));
  }

  private static InvalidSettingsException unknown(
      String path, ConfigValue value, String suggestion) {
    return new InvalidSettingsException(
        "there is no setting %s (%s); the nearest is %s, and topology-docs/settings.md lists them all"
            .formatted(path, value.origin().description(), suggestion),
        null);
  }

  private static String nearest(String name, Iterable<String> candidates) {
    List<String> all = new ArrayList<>();
    candidates.forEach(all::add);
    return all.stream()
        .min(
            Comparator.comparingInt((String candidate) -> distance(name, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** How many letters have to be put in, left out or changed (Levenshtein 1965). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
