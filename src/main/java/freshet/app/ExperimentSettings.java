package freshet.app;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import freshet.recommend.experiment.Experiment;
import freshet.recommend.experiment.Experiments;
import freshet.recommend.experiment.Variant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the experiments that a site runs. */
final class ExperimentSettings {
  /** What an experiment may say. */
  static final Set<String> FIELDS = Set.of("share", "control", "variants");

  /** What a variant may say: all that a scenario may, and its weight. */
  static final Set<String> VARIANT_FIELDS = variantFields();

  private final String name;
  private final String path;
  private final SettingValues values;

  private ExperimentSettings(String name, SettingValues values) {
    this.name = name;
    this.path = "experiments." + ConfigUtil.quoteString(name) + ".";
    this.values = values;
  }

  private static Set<String> variantFields() {
    Set<String> fields = new TreeSet<>(ScenarioSettings.FIELDS);
    fields.add("weight");
    return fields;
  }

  /**
   * The experiments of a block.
   *
   * @throws IllegalArgumentException saying which setting is wrong and the cure
   */
  static Experiments of(ConfigObject block) {
    SettingValues values = new SettingValues(block.atPath("experiments"));
    Map<String, Experiment> experiments = new TreeMap<>();
    for (String name : block.keySet()) {
      ScenarioSettings.requireName("experiment", name);
      experiments.put(name, new ExperimentSettings(name, values).experiment());
    }
    return new Experiments(experiments);
  }

  private Experiment experiment() {
    Map<String, Variant> variants = variants();
    try {
      return new Experiment(
          name,
          values.has(path + "share") ? values.number(path + "share") : 1,
          variants,
          values.has(path + "control")
              ? values.text(path + "control")
              : variants.keySet().stream().findFirst().orElse(""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("experiments." + name + "." + e.getMessage(), e);
    }
  }

  private Map<String, Variant> variants() {
    Map<String, Variant> variants = new TreeMap<>();
    if (values.has(path + "variants")) {
      for (String variant : values.config().getObject(path + "variants").keySet()) {
        ScenarioSettings.requireName("variant", variant);
        variants.put(variant, variant(path + "variants." + ConfigUtil.quoteString(variant) + "."));
      }
    }
    return variants;
  }

  private Variant variant(String at) {
    double weight = values.has(at + "weight") ? values.number(at + "weight") : 1;
    var settings = ScenarioSettings.at(at, values);
    try {
      return new Variant(weight, settings);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(at.replace("\"", "") + e.getMessage(), e);
    }
  }
}
