package freshet.recommend.impression;

import freshet.recommend.experiment.Group;

/**
 * What is counted in one sum: all impressions that have a value in a dimension.
 *
 * @param value 1 to 600 characters
 */
public record Cell(Dimension dimension, String value) {
  /** Stands for all values beyond those that are counted each by itself. */
  public static final String OTHER = "other";

  private static final int LAST_POSITION = 20;

  public Cell {
    if (value.isEmpty() || value.length() > 600) {
      throw new IllegalArgumentException(
          "a value of %s has %d characters; give 1 to 600"
              .formatted(dimension.label(), value.length()));
    }
  }

  /** That of a group of an experiment. */
  public static Cell of(Group group) {
    return new Cell(Dimension.EXPERIMENT, group.label());
  }

  /**
   * That of a place in a slate.
   *
   * @param index from 0
   */
  static Cell ofPlace(int index) {
    return new Cell(
        Dimension.POSITION,
        index < LAST_POSITION ? Integer.toString(index + 1) : LAST_POSITION + 1 + "+");
  }

  /** All values of the dimension that are not counted by themselves. */
  public Cell other() {
    return new Cell(dimension, OTHER);
  }

  /** As it is written in keys: dimension, colon, value. */
  public String key() {
    return dimension.label() + ":" + value;
  }

  /**
   * Reads what {@link #key()} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Cell ofKey(String key) {
    int colon = key.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("\"" + key + "\" has no colon; write dimension:value");
    }
    return new Cell(Dimension.labelled(key.substring(0, colon)), key.substring(colon + 1));
  }
}
