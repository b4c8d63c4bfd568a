package freshet.app;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import org.slf4j.LoggerFactory;

/** How lines of the log are written; whoever brings a configuration of logback's own keeps it. */
final class LogFormat {
  private static final String JSON = "json";
  private static final String RESOURCE = "/logback-json.xml";

  private LogFormat() {}

  /**
   * Writes lines in a format from now on.
   *
   * @param format text or json
   */
  static void apply(String format) {
    if (format.equals(JSON)
        && System.getProperty("logback.configurationFile") == null
        && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.reset();
      configure(context);
    }
  }

  /** Lets a context write JSON. */
  static void configure(LoggerContext context) {
    URL configuration = LogFormat.class.getResource(RESOURCE);
    if (configuration == null) {
      throw new IllegalStateException(RESOURCE + " is missing from the class path; build again");
    }
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(configuration);
    } catch (JoranException e) {
      throw new IllegalStateException(RESOURCE + " cannot be read; build again", e);
    }
  }
}
