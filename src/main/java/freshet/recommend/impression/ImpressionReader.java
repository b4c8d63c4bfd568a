package freshet.recommend.impression;

import freshet.event.ItemId;
import freshet.event.UserId;
import java.time.Instant;
import java.util.Map;

/** Reads what users were shown lately and left alone. */
@FunctionalInterface
public interface ImpressionReader {
  /** Knows of nothing. */
  ImpressionReader NONE = (user, now) -> Map.of();

  /**
   * How often each item was shown to a user lately that they did not touch in any of these slates.
   * Empty also where that cannot be read: a slate without it is as good as any.
   *
   * @param now what "lately" is counted from
   */
  Map<ItemId, Integer> untouched(UserId user, Instant now);
}
