package freshet.http.guard;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a key allows. */
public enum Right {
  /** Sends interactions, and nothing else: what a page in a browser may hold. */
  EVENTS,
  /** Reads slates, items, profiles and models. */
  READ,
  /** Changes items, and sends interactions. */
  WRITE,
  /** Reads what is measured: what a scraper may hold. */
  METRICS,
  /** Everything, models and the erasure of users included. */
  ADMIN;

  /** Name in settings, key files and messages. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** This right and those that come with it. */
  Set<Right> implied() {
    return switch (this) {
      case WRITE -> EnumSet.of(WRITE, EVENTS);
      case ADMIN -> EnumSet.allOf(Right.class);
      default -> EnumSet.of(this);
    };
  }
}
