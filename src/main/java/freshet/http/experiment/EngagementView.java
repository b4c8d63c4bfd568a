package freshet.http.experiment;

import freshet.recommend.impression.Cell;
import freshet.recommend.impression.Dimension;
import freshet.recommend.impression.Sums;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How users take what they are shown, as answers show it.
 *
 * @param dimensions those in which anything was counted
 */
record EngagementView(List<Counted> dimensions) {

  /**
   * All values of a dimension; each impression is counted under one of them at most.
   *
   * @param dimension layer, reason, position, scenario, model, endpoint or experiment
   * @param values positions in their order, all else with the most impressions first
   */
  record Counted(String dimension, List<Value> values) {}

  /** What was counted of one value. */
  record Value(String value, Figures figures) {}

  static EngagementView of(Map<Cell, Sums> sums) {
    List<Counted> dimensions = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      List<Value> values =
          sums.entrySet().stream()
              .filter(cell -> cell.getKey().dimension() == dimension)
              .map(cell -> new Value(cell.getKey().value(), Figures.of(cell.getValue())))
              .sorted(order(dimension))
              .toList();
      if (!values.isEmpty()) {
        dimensions.add(new Counted(dimension.label(), values));
      }
    }
    return new EngagementView(dimensions);
  }

  private static Comparator<Value> order(Dimension dimension) {
    if (dimension == Dimension.POSITION) {
      // "21+" is the longest and stands last.
      return Comparator.<Value>comparingInt(one -> one.value().length())
          .thenComparing(Value::value);
    }
    return Comparator.<Value>comparingLong(one -> -one.figures().impressions())
        .thenComparing(Value::value);
  }
}
