package freshet.recommend.experiment;

/**
 * A group of an experiment: all users who are answered as one of its variants says.
 *
 * @param experiment 1 to 256 characters
 * @param variant 1 to 256 characters
 */
public record Group(String experiment, String variant) {
  private static final int MOST_CHARACTERS = 256;

  public Group {
    require("experiment", experiment);
    require("variant", variant);
  }

  private static void require(String what, String name) {
    if (name.isEmpty() || name.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "the name of the %s has %d characters; give 1 to 256".formatted(what, name.length()));
    }
  }

  /** As it is shown: experiment, slash, variant. */
  public String label() {
    return experiment + "/" + variant;
  }
}
