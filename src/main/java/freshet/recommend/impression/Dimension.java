package freshet.recommend.impression;

import java.util.Locale;

/** By what impressions are counted. */
public enum Dimension {
  /** The layer that spoke loudest for the item. */
  LAYER,
  /** The kind of its reason. */
  REASON,
  /** Its place in the slate. */
  POSITION,
  /** The scenario that was asked for, if one was. */
  SCENARIO,
  /** Version of the model that answered, if one did. */
  MODEL,
  /** What was asked. */
  ENDPOINT,
  /** The group of an experiment that the user was in. */
  EXPERIMENT;

  /** Name in answers, keys and topics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * A dimension by its label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Dimension labelled(String label) {
    for (Dimension dimension : values()) {
      if (dimension.label().equals(label)) {
        return dimension;
      }
    }
    throw new IllegalArgumentException("there is no dimension \"" + label + "\"");
  }
}
