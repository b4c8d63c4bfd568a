package freshet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogFormatTest {
  static Stream<LogRecord> everyKind() {
    RegisteredSchema schema = new RegisteredSchema("s-value", 2, 7, "\"long\"");
    return Stream.of(
        new LogRecord.Put(schema, false),
        new LogRecord.Put(schema, true),
        new LogRecord.Removed("s-value", 2),
        new LogRecord.Level(Optional.of("s"), Optional.of(CompatibilityLevel.FULL)),
        new LogRecord.Level(Optional.empty(), Optional.of(CompatibilityLevel.NONE)),
        new LogRecord.Level(Optional.of("s"), Optional.empty()),
        new LogRecord.HighestId(12));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void what_is_written_is_read(LogRecord record) {
    LogFormat.Bytes bytes = LogFormat.write(record);

    assertThat(LogFormat.read(bytes.key(), bytes.value())).contains(record);
  }

  @Test
  void a_schema_stands_in_the_log_as_with_confluent() {
    LogFormat.Bytes bytes =
        LogFormat.write(
            new LogRecord.Put(new RegisteredSchema("s-value", 2, 7, "\"long\""), false));

    assertThat(text(bytes.key()))
        .isEqualTo("{\"keytype\":\"SCHEMA\",\"subject\":\"s-value\",\"version\":2,\"magic\":1}");
    assertThat(text(bytes.value()))
        .isEqualTo(
            "{\"subject\":\"s-value\",\"version\":2,\"id\":7,\"schema\":\"\\\"long\\\"\",\"deleted\":false}");
  }

  @Test
  void a_removal_has_the_key_of_what_it_removes() {
    RegisteredSchema schema = new RegisteredSchema("s", 2, 7, "\"long\"");

    assertThat(LogFormat.write(new LogRecord.Removed("s", 2)).key())
        .isEqualTo(LogFormat.write(new LogRecord.Put(schema, true)).key());
    assertThat(LogFormat.write(new LogRecord.Removed("s", 2)).value()).isNull();
  }

  @Test
  void kinds_of_no_use_to_us_are_passed_over() {
    assertThat(LogFormat.read(bytes("{\"keytype\":\"NOOP\",\"magic\":0}"), null)).isEmpty();
  }

  @Test
  void damage_is_reported() {
    assertThatThrownBy(() -> LogFormat.read(bytes("{"), null))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("not what a registry writes");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
