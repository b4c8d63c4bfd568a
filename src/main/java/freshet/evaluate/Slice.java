package freshet.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The figures over the cases that have something in common.
 *
 * @param name what they have in common, for people
 * @param from the smallest value they can have, in the unit of the cut
 * @param to they are below this value; empty if there is no limit
 * @param cases how many there are
 * @param layers figures by name of the layer, in the order of the report
 */
public record Slice(
    String name, long from, OptionalLong to, long cases, Map<String, Figures> layers) {
  public Slice {
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
  }
}
