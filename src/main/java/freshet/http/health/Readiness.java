package freshet.http.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Knows whether this instance can answer well. */
@FunctionalInterface
public interface Readiness {
  /**
   * What can be said at one moment.
   *
   * @param ready whether requests should be sent here
   * @param parts name of each part, in order, with a sentence on its state
   */
  record State(boolean ready, Map<String, String> parts) {
    public State {
      parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
  }

  State now();
}
