package freshet.recommend;

import java.util.Locale;

/**
 * The rungs of the fallback ladder, best first; each takes over when the one above gives nothing.
 */
public enum Layer {
  COLLABORATIVE,
  CONTENT,
  POPULARITY;

  /** Name in answers, settings and reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
