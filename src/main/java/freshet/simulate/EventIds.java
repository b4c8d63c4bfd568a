package freshet.simulate;

import freshet.simulate.Happening.Interacted;
import java.time.Instant;
import java.util.Optional;

/**
 * Numbers the interactions of a world, so that worlds made at different times share no event id.
 */
final class EventIds {
  private final String prefix;
  private long count;

  EventIds(Instant now, String purpose) {
    prefix = purpose + "-" + Long.toString(now.toEpochMilli(), Character.MAX_RADIX) + "-";
  }

  Interacted interaction(Visit visit, Publication publication, Encounter.Step step, Instant time) {
    count++;
    return new Interacted(
        prefix + count,
        visit.reader().name(),
        publication.item().id().value(),
        step.type(),
        time,
        visit.session(),
        step.seconds(),
        Optional.empty());
  }
}
