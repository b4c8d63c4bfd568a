package freshet.recommend;

import java.util.Locale;

/** Why an item may not be shown, the strongest first. */
public enum Obstacle {
  DELETED("the site has deleted it"),
  UNAVAILABLE("the site says that it is not available"),
  HIDDEN("the user has hidden it"),
  EXCLUDED("the request excludes it"),
  SEEN("the user has touched it before"),
  TYPE("it is not of the content type that is wanted"),
  FILTERED("it has not the tag or category that is wanted, or does not pass the filter");

  private final String sentence;

  Obstacle(String sentence) {
    this.sentence = sentence;
  }

  /** Name in answers. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people. */
  public String sentence() {
    return sentence;
  }
}
