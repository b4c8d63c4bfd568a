package freshet.observe;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last errors of one layer; the same one again is counted, not kept twice. */
final class RecentErrors {
  private static final int KEPT = 10;
  private static final int LONGEST = 300;

  private final Clock clock;
  private final Deque<LayerError> errors = new ArrayDeque<>(KEPT);

  RecentErrors(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(Throwable error) {
    String what = sentence(error);
    Instant now = clock.instant();
    LayerError last = errors.peekFirst();
    if (last != null && last.error().equals(what)) {
      errors.removeFirst();
      errors.addFirst(new LayerError(last.since(), now, what, last.times() + 1));
      return;
    }
    if (errors.size() == KEPT) {
      errors.removeLast();
    }
    errors.addFirst(new LayerError(now, now, what, 1));
  }

  /** The latest first. */
  synchronized List<LayerError> all() {
    return List.copyOf(errors);
  }

  private static String sentence(Throwable error) {
    String message = error.getMessage();
    String all =
        message == null
            ? error.getClass().getSimpleName()
            : error.getClass().getSimpleName() + ": " + message;
    return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "…";
  }
}
