package freshet.replay;

import freshet.event.InvalidInputException;

/** One row of a delimited file. */
final class Row {
  /** What stands for bytes that cannot be decoded. */
  private static final char REPLACED = '\uFFFD';

  private final String[] cells;
  private final Origin origin;

  /**
   * @param cells the values, as many as the row has
   */
  Row(String[] cells, Origin origin) {
    this.cells = cells;
    this.origin = origin;
  }

  /** The value of a column, empty where the row or the file has no such column. */
  String cell(int column) {
    return column < 0 || column >= cells.length ? "" : cells[column];
  }

  /**
   * The same for an id.
   *
   * @throws InvalidInputException if its bytes were not UTF-8: two ids would become one
   */
  String id(String field, int column) {
    String cell = cell(column);
    if (cell.indexOf(REPLACED) >= 0) {
      throw new InvalidInputException(field, "is not in UTF-8; convert the file");
    }
    return cell;
  }

  Origin origin() {
    return origin;
  }
}
