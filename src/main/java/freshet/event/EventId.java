package freshet.event;

/**
 * Names one interaction, unique per user: the same id twice is the same event sent twice.
 *
 * @param value 1 to 256 characters, no control characters
 */
public record EventId(String value) {
  public EventId {
    Text.require("eventId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
