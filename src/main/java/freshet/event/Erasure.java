package freshet.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is kept to prove an erasure. It does not say who was erased: whoever asked for it knows.
 *
 * @param id names it
 * @param accepted when it was asked for
 * @param done when the state was rid of the person; empty while that is to come
 * @param interactions how many interactions the erased profile was made of, 0 while that is to come
 * @param parts how many ids that were merged into the user's are erased with it, each under the
 *     name {@link ErasureId#part} gives, counted from 1
 */
public record Erasure(
    ErasureId id, Instant accepted, Optional<Instant> done, long interactions, int parts) {
  public Erasure {
    Objects.requireNonNull(id);
    Objects.requireNonNull(accepted);
    Objects.requireNonNull(done);
    if (interactions < 0 || parts < 0) {
      throw new IllegalArgumentException(
          "an erasure of %d interactions in %d parts makes no sense; give 0 or more"
              .formatted(interactions, parts));
    }
  }

  /** One that was asked for and has not been done. */
  public static Erasure accepted(ErasureId id, Instant at) {
    return new Erasure(id, at, Optional.empty(), 0, 0);
  }

  /** The same while parts of it are to come. */
  public Erasure unfinished() {
    return new Erasure(id, accepted, Optional.empty(), interactions, parts);
  }

  /** The same with what one of its parts adds: it is done when the last of them is. */
  public Erasure with(Erasure part) {
    return new Erasure(
        id,
        accepted,
        done.flatMap(time -> part.done.map(other -> other.isAfter(time) ? other : time)),
        interactions + part.interactions,
        parts);
  }
}
