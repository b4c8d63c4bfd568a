package freshet.http.exchange;

/** Text of strangers, made fit for a sentence or a line of the log. */
public final class Words {
  private static final int MAX_SHOWN = 200;

  private Words() {}

  /**
   * A text on one line: control characters escaped, cut after {@value #MAX_SHOWN} characters, so
   * that nobody can forge a line of the log or flood it.
   */
  public static String shown(String text) {
    int shown = Math.min(text.length(), MAX_SHOWN);
    StringBuilder line = new StringBuilder(shown + 1);
    for (int i = 0; i < shown; i++) {
      char c = text.charAt(i);
      if (breaksLines(c)) {
        line.append("\\u%04x".formatted((int) c));
      } else {
        line.append(c);
      }
    }
    return shown < text.length() ? line.append('…').toString() : line.toString();
  }

  private static boolean breaksLines(char c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
