package freshet.event;

/**
 * The kind of an item: blog-post, community-post, game.
 *
 * @param value 1 to 256 characters, no control characters
 */
public record ContentType(String value) {
  public ContentType {
    Text.require("type", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
