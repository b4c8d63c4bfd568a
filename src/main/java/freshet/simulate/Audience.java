package freshet.simulate;

import java.time.Instant;
import java.util.List;

/** Readers who can be shown a slate. */
public interface Audience {
  /**
   * What a reader does with a slate: looks at it from the top, may grow tired on the way down, and
   * follows the first item that tempts them.
   *
   * @param user one of the readers; others do nothing
   * @param slate ids of the items shown, best first; unknown ones are passed over
   * @param time when it is shown
   * @return what the reader does with the item they chose, in time order; empty when nothing tempts
   */
  List<Happening.Interacted> react(String user, List<String> slate, Instant time);
}
