package freshet.engagement;

import freshet.recommend.impression.Cell;
import freshet.recommend.impression.Dimension;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The cells in which a partition counts. Values of a dimension that come when it has as many as it
 * may are counted together as {@value Cell#OTHER}: scenarios and models come and go, and must not
 * fill every instance's memory.
 */
final class CountedCells {
  private final int most;
  private final Map<Dimension, Set<String>> values = new EnumMap<>(Dimension.class);

  /**
   * @param most values of a dimension that are counted each by itself
   */
  CountedCells(int most) {
    this.most = most;
  }

  /** A cell in which something has been counted, however many there may be now. */
  void know(Cell cell) {
    values.computeIfAbsent(cell.dimension(), any -> new HashSet<>()).add(cell.value());
  }

  /** Where what belongs to a cell is counted. */
  Cell place(Cell cell) {
    Set<String> known = values.computeIfAbsent(cell.dimension(), any -> new HashSet<>());
    if (known.contains(cell.value())) {
      return cell;
    }
    if (known.size() >= most) {
      return cell.other();
    }
    known.add(cell.value());
    return cell;
  }
}
