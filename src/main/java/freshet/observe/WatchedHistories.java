package freshet.observe;

import freshet.event.UserId;
import freshet.recommend.HistoryReader;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts histories that could not be read: without one, a slate knows nothing of its user. */
public final class WatchedHistories implements HistoryReader {
  private final HistoryReader histories;
  private final Counter reads;
  private final Counter unavailable;

  public WatchedHistories(HistoryReader histories, MeterRegistry meters) {
    this.histories = histories;
    this.reads =
        Counter.builder("freshet.histories")
            .description("Histories of users that were asked for")
            .register(meters);
    this.unavailable =
        Counter.builder("freshet.histories.unavailable")
            .description("Of those, the ones that could not be read")
            .register(meters);
  }

  @Override
  public Answer read(UserId user) {
    reads.increment();
    Answer answer;
    try {
      answer = histories.read(user);
    } catch (RuntimeException e) {
      unavailable.increment();
      throw e;
    }
    if (answer instanceof Unavailable) {
      unavailable.increment();
    }
    return answer;
  }
}
