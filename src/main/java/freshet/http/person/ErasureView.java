package freshet.http.person;

import freshet.event.Erasure;
import java.time.Instant;
import java.util.Optional;

/**
 * An erasure as answers show it.
 *
 * @param state {@link #ACCEPTED} or {@link #DONE}
 * @param interactions how many interactions were kept; present when it is done
 * @param merged how many ids that had been merged into the user's were erased with it; present when
 *     it is done
 */
record ErasureView(
    String erasure,
    String state,
    Instant accepted,
    Optional<Instant> done,
    Optional<Long> interactions,
    Optional<Integer> merged) {
  static final String ACCEPTED = "accepted";
  static final String DONE = "done";

  static ErasureView of(Erasure erasure) {
    boolean done = erasure.done().isPresent();
    return new ErasureView(
        erasure.id().value(),
        done ? DONE : ACCEPTED,
        erasure.accepted(),
        erasure.done(),
        done ? Optional.of(erasure.interactions()) : Optional.empty(),
        done ? Optional.of(erasure.parts()) : Optional.empty());
  }
}
