package freshet.event;

/**
 * Names one erasure; the proof of it is kept under this name, which says nothing about the person.
 *
 * @param value 1 to 256 characters, no control characters
 */
public record ErasureId(String value) {
  public ErasureId {
    Text.require("erasure", value);
  }

  /** Names the same erasure at one of the ids that were merged into the user's. */
  public ErasureId part(int number) {
    return new ErasureId(value + "." + number);
  }

  @Override
  public String toString() {
    return value;
  }
}
