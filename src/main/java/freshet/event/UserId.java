package freshet.event;

/**
 * A person, or an anonymous visitor, as the site names them.
 *
 * @param value 1 to 256 characters, no control characters
 */
public record UserId(String value) {
  public UserId {
    Text.require("user", value);
  }

  /** What ids of visitors begin with of whom only the session is known. */
  public static final String SESSION_PREFIX = "session:";

  /** How many characters a session has at most that stands for a user. */
  public static final int MAX_SESSION_LENGTH = Text.MAX_LENGTH - SESSION_PREFIX.length();

  /** The id of a visitor of whom only the session is known. */
  public static UserId ofSession(String session) {
    Text.require("session", session);
    if (session.length() > MAX_SESSION_LENGTH) {
      throw new InvalidInputException(
          "session",
          "has %d characters; give at most %d where there is no user"
              .formatted(session.length(), MAX_SESSION_LENGTH));
    }
    return new UserId(SESSION_PREFIX + session);
  }

  @Override
  public String toString() {
    return value;
  }
}
