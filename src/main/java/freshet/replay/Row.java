package freshet.replay;

/** One row of a delimited file. */
final class Row {
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

  Origin origin() {
    return origin;
  }
}
