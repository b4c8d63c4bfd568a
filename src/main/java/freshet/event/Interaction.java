package freshet.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One user–item event with a type and an event time.
 *
 * @param id unique per user
 * @param user who did it
 * @param item what it was done to
 * @param type what was done; always a type the site has defined
 * @param time event time, 1970 to 9999
 * @param session the visit it belongs to, if the site knows
 * @param seconds dwell or play time in seconds, 0 to 31,536,000
 * @param slate id of the slate it answers
 */
public record Interaction(
    EventId id,
    UserId user,
    ItemId item,
    InteractionType type,
    Instant time,
    Optional<String> session,
    OptionalDouble seconds,
    Optional<String> slate) {

  private static final double MAX_SECONDS = 31_536_000;
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  public Interaction {
    Objects.requireNonNull(id);
    Objects.requireNonNull(user);
    Objects.requireNonNull(item);
    Objects.requireNonNull(type);
    Objects.requireNonNull(time);
    session.ifPresent(value -> Text.require("session", value));
    slate.ifPresent(value -> Text.require("slate", value));
    if (time.isBefore(Instant.EPOCH)) {
      throw new InvalidInputException(
          "time", "is " + time + ", before 1970; give milliseconds since 1970-01-01T00:00Z");
    }
    if (!time.isBefore(END)) {
      throw new InvalidInputException(
          "time", "is " + time + ", after 9999; give milliseconds since 1970-01-01T00:00Z");
    }
    if (seconds.isPresent()
        && !(seconds.getAsDouble() >= 0 && seconds.getAsDouble() <= MAX_SECONDS)) {
      throw new InvalidInputException(
          "seconds", "is " + seconds.getAsDouble() + "; give 0 to 31536000");
    }
  }

  /** An interaction of which only the necessary is known. */
  public static Interaction of(
      EventId id, UserId user, ItemId item, InteractionType type, Instant time) {
    return new Interaction(
        id, user, item, type, time, Optional.empty(), OptionalDouble.empty(), Optional.empty());
  }
}
