package freshet.recommend;

import java.util.List;
import java.util.Locale;

/**
 * The rungs of the fallback ladder, best first; each takes over when the one above gives nothing.
 */
public enum Layer {
  /** Joined with all others by a {@link Pool}. */
  MODEL,
  COLLABORATIVE,
  CONTENT,
  POPULARITY;

  private static final List<Layer> MIXED = List.of(COLLABORATIVE, CONTENT, POPULARITY);

  /** Those that a {@link Mixture} weighs, best first: all but the model. */
  public static List<Layer> mixed() {
    return MIXED;
  }

  /** Name in answers, settings and reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
