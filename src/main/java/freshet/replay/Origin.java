package freshet.replay;

/**
 * Where a row stands.
 *
 * @param source the file
 * @param row 1 is the first row after the header
 * @param line 1 is the header
 */
public record Origin(Source source, long row, long line) {
  /**
   * A file as it was when it was opened.
   *
   * @param name its name, without its folder
   * @param fingerprint of its content; the same for the same content
   */
  public record Source(String name, String fingerprint) {}

  /** The place as people write it: {@code file:line}. */
  @Override
  public String toString() {
    return source.name() + ":" + line;
  }
}
