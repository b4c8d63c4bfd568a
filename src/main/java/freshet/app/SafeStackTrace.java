package freshet.app;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.regex.Pattern;

/**
 * A stack trace in which no message looks like a line of the log: what a message has behind its
 * first line is set off, and control characters are shown as dots.
 */
public final class SafeStackTrace extends ThrowableProxyConverter {
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");
  private static final Pattern OWN =
      Pattern.compile("\\s*(at |Caused by: |Suppressed: |Wrapped by: |\\.\\.\\. ).*|\\s*\\.\\.\\.");

  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    String[] lines = super.throwableProxyToString(thrown).split("\\R", -1);
    StringBuilder safe = new StringBuilder(clean(lines[0])).append(System.lineSeparator());
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].isEmpty()) {
        safe.append(OWN.matcher(lines[i]).matches() ? "" : "\t| ")
            .append(clean(lines[i]))
            .append(System.lineSeparator());
      }
    }
    return safe.toString();
  }

  private static String clean(String line) {
    return CONTROL.matcher(line).replaceAll("·");
  }
}
