package freshet.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Decides which interactions make sense; the same rules for every way in: HTTP, import, and what
 * other producers write to the topic.
 *
 * @param types the interaction types the site has defined
 */
public record Admission(InteractionTypes types) {
  /** How far ahead of the clock an event may be, for senders whose clock runs fast. */
  public static final Duration MAX_AHEAD = Duration.ofMinutes(5);

  /**
   * Checks a draft.
   *
   * @param now the time it arrived
   * @throws InvalidInputException naming the first field that is wrong, and the cure
   */
  public Interaction admit(InteractionDraft draft, Instant now) {
    EventId id = new EventId(draft.eventId());
    UserId user = user(draft);
    ItemId item = new ItemId(draft.item());
    InteractionType type = type(draft.type());
    if (draft.time() == null) {
      throw new InvalidInputException("time", "is missing; give the time of the event");
    }
    if (isFuture(draft.time(), now)) {
      throw new InvalidInputException(
          "time",
          "is %s, more than 5 minutes in the future; check the sender's clock and unit (milliseconds)"
              .formatted(draft.time()));
    }
    return new Interaction(
        id,
        user,
        item,
        type,
        draft.time(),
        Optional.ofNullable(draft.session()),
        draft.seconds() == null ? OptionalDouble.empty() : OptionalDouble.of(draft.seconds()),
        Optional.ofNullable(draft.slate()));
  }

  /** Whether a time is too far ahead of the clock to be believed; false for none. */
  public static boolean isFuture(Instant time, Instant now) {
    return time != null && time.isAfter(now.plus(MAX_AHEAD));
  }

  /** Who did it: the user, or where there is none a visitor known by the session. */
  public static UserId user(InteractionDraft draft) {
    boolean anonymous = draft.user() == null || draft.user().isEmpty();
    return anonymous && draft.session() != null
        ? UserId.ofSession(draft.session())
        : new UserId(draft.user());
  }

  private InteractionType type(String name) {
    Text.require("type", name);
    return types
        .find(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "type",
                    "is \"%s\", which is not defined; use one of %s, or define it under interaction-types in the settings"
                        .formatted(name, types.names())));
  }
}
