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

  @Override
  public String toString() {
    return value;
  }
}
