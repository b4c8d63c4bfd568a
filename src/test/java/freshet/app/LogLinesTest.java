package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.FilterReply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of the log as both configurations write them. */
class LogLinesTest {
  private static final String FORGED =
      "hi\r\n12:00:00.000 ERROR freshet.Fake all is lost \u001b[31mred\u001b[0m";

  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void configure() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private OutputStreamAppender<ILoggingEvent> text() throws Exception {
    URL file = LogFormat.class.getResource("/logback.xml");
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(file);
    return appender();
  }

  private OutputStreamAppender<ILoggingEvent> json() {
    LogFormat.configure(context);
    return appender();
  }

  private OutputStreamAppender<ILoggingEvent> appender() {
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .filteredOn(status -> status.getEffectiveLevel() > ch.qos.logback.core.status.Status.INFO)
        .isEmpty();
    return (OutputStreamAppender<ILoggingEvent>)
        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
  }

  private LoggingEvent event(Level level, String message, Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent(
            "caller",
            context.getLogger("freshet.app.Some"),
            level,
            "{}",
            thrown,
            new Object[] {message});
    event.setMDCPropertyMap(Map.of("request_id", "r-1", "trace_id", "4bf9"));
    return event;
  }

  private static String line(OutputStreamAppender<ILoggingEvent> appender, LoggingEvent event) {
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void a_line_of_text_ends_with_the_name_of_its_request() throws Exception {
    assertThat(line(text(), event(Level.INFO, "all is well", null)))
        .matches("\\S+ INFO  freshet.app.Some all is well r-1\\R");
  }

  @Test
  void nobody_forges_a_line_or_colours_the_terminal_with_a_message() throws Exception {
    String line = line(text(), event(Level.WARN, FORGED, null));

    assertThat(line.lines()).hasSize(1);
    assertThat(line).contains("hi·12:00:00.000 ERROR").doesNotContain("\u001b", "\r");
  }

  @Test
  void nor_with_what_an_exception_says() throws Exception {
    String line =
        line(
            text(),
            event(
                Level.WARN,
                "failed",
                new IllegalStateException(FORGED, new IllegalArgumentException(FORGED))));

    assertThat(line)
        .contains("java.lang.IllegalStateException: hi", "\tat freshet.app.LogLinesTest")
        .contains("Caused by: java.lang.IllegalArgumentException: hi")
        .doesNotContain("\u001b");
    assertThat(line.lines().filter(one -> one.startsWith("12:00"))).isEmpty();
    assertThat(line.lines().filter(one -> one.startsWith("\t| 12:00"))).hasSize(2);
  }

  @Test
  void a_line_of_json_is_one_object_with_the_names_of_its_request() throws Exception {
    String line =
        line(json(), event(Level.WARN, FORGED, new IllegalStateException("broken on purpose")));

    assertThat(line.lines()).hasSize(1);
    JsonNode object = new ObjectMapper().readTree(line);
    assertThat(object.path("message").asText()).isEqualTo(FORGED);
    assertThat(object.path("level").asText()).isEqualTo("WARN");
    assertThat(object.path("logger_name").asText()).isEqualTo("freshet.app.Some");
    assertThat(object.path("request_id").asText()).isEqualTo("r-1");
    assertThat(object.path("trace_id").asText()).isEqualTo("4bf9");
    assertThat(object.path("@timestamp").asText()).startsWith("20");
    assertThat(object.path("stack_trace").asText())
        .startsWith("java.lang.IllegalStateException: broken on purpose");
    assertThat(line).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[QuorumController id=1] Performing controller activation. The metadata log is empty.",
        "Auto topic creation failed for __transaction_state with error 'TOPIC_ALREADY_EXISTS': Topic '__transaction_state' already exists."
      })
  void what_is_harmless_is_not_said_in_either_form(String harmless) throws Exception {

    assertThat(line(text(), event(Level.WARN, harmless, null))).isEmpty();
    context.reset();
    OutputStreamAppender<ILoggingEvent> json = json();
    assertThat(json.getFilterChainDecision(event(Level.WARN, harmless, null)))
        .isEqualTo(FilterReply.DENY);
    assertThat(json.getFilterChainDecision(event(Level.WARN, "something else", null)))
        .isEqualTo(FilterReply.NEUTRAL);
  }
}
