package freshet.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.regex.Pattern;

/**
 * Keeps out of the log what libraries warn of although nothing is wrong; set up in logback's files.
 */
public final class HarmlessLines extends Filter<ILoggingEvent> {
  private Pattern pattern = Pattern.compile("(?!)");

  /**
   * Which lines.
   *
   * @param regex of the beginning of level and message, as "WARN message"
   */
  public void setPattern(String regex) {
    pattern = Pattern.compile(regex, Pattern.DOTALL);
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
      return FilterReply.NEUTRAL;
    }
    String message = event.getFormattedMessage();
    String thrown =
        event.getThrowableProxy() == null
            ? ""
            : "\n"
                + event.getThrowableProxy().getClassName()
                + ": "
                + event.getThrowableProxy().getMessage();
    return pattern.matcher(event.getLevel() + " " + message + thrown).lookingAt()
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
