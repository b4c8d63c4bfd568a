package freshet.event;

/**
 * What is recommended, as the site names it.
 *
 * @param value 1 to 256 characters, no control characters
 */
public record ItemId(String value) {
  public ItemId {
    Text.require("item", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
