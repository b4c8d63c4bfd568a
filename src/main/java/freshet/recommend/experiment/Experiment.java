package freshet.recommend.experiment;

import freshet.event.UserId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A comparison of some ways to answer, each for a group of users of its own.
 *
 * <p>Who takes part and who is in which group follows from the names alone ({@link Lot}). The two
 * are drawn apart, so that whoever takes part stays in their group when more are to take part.
 *
 * @param name of the experiment; another name draws other groups
 * @param share of all users who take part, 0 to 1
 * @param variants by name, two at least
 * @param control the variant that the others are compared with
 */
public record Experiment(String name, double share, Map<String, Variant> variants, String control) {

  public Experiment {
    variants = Collections.unmodifiableMap(new TreeMap<>(variants));
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share is " + share + "; give 0 to 1");
    }
    if (variants.size() < 2) {
      throw new IllegalArgumentException(
          "variants has %d; give two at least, or there is nothing to compare"
              .formatted(variants.size()));
    }
    if (!variants.containsKey(control)) {
      throw new IllegalArgumentException(
          "control is \"%s\", which is no variant; give one of %s"
              .formatted(control, String.join(", ", variants.keySet())));
    }
  }

  /** The variant that a user gets; none if they do not take part. */
  public Optional<String> variantOf(UserId user) {
    if (Lot.of(name, user) >= share) {
      return Optional.empty();
    }
    double all = variants.values().stream().mapToDouble(Variant::weight).sum();
    double left = Lot.of(name + "/variant", user) * all;
    String last = control;
    for (Map.Entry<String, Variant> variant : variants.entrySet()) {
      last = variant.getKey();
      left -= variant.getValue().weight();
      if (left < 0) {
        break;
      }
    }
    return Optional.of(last);
  }

  /** All that any of its variants says something about. */
  Set<String> says() {
    Set<String> said = new TreeSet<>();
    variants.values().forEach(variant -> said.addAll(variant.settings().says()));
    return said;
  }
}
