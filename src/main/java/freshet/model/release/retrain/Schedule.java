package freshet.model.release.retrain;

import freshet.model.release.Release;
import freshet.model.release.retrain.RetrainRequest.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * When a model is asked for without anybody asking.
 *
 * @param every how long after the last training began; empty for never
 * @param afterInteractions after how many new interactions; 0 for never
 */
public record Schedule(Optional<Duration> every, long afterInteractions) {

  /**
   * Whether it is time, and why.
   *
   * @param past all models there were, the latest first
   * @param interactions how many interactions have ever been appended; asked for if it matters
   */
  Optional<Reason> due(List<Release> past, Instant now, LongSupplier interactions) {
    Optional<Release> last = past.stream().findFirst();
    if (every.isPresent()
        && last.map(release -> !now.isBefore(release.created().plus(every.get()))).orElse(true)) {
      return Optional.of(Reason.SCHEDULE);
    }
    if (afterInteractions > 0) {
      long then = last.map(Release::interactions).orElse(0L);
      if (interactions.getAsLong() - then >= afterInteractions) {
        return Optional.of(Reason.COUNT);
      }
    }
    return Optional.empty();
  }

  /** Whether it may ever be time. */
  boolean isSet() {
    return every.isPresent() || afterInteractions > 0;
  }
}
