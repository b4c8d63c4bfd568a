package freshet.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The JSON in which log records stand in the {@code _schemas} topic: that of Confluent's registry,
 * with one key type added, {@code HIGHEST_ID}.
 */
final class LogFormat {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY_TYPE = "keytype";
  private static final String SUBJECT = "subject";
  private static final String VERSION = "version";
  private static final String LEVEL = "compatibilityLevel";

  /** A record's key and value; a null value removes. */
  @SuppressWarnings("ArrayRecordComponent") // Only carried to Kafka, never compared.
  record Bytes(byte[] key, byte[] value) {}

  private LogFormat() {}

  static Bytes write(LogRecord record) {
    ObjectNode key = JSON.createObjectNode();
    ObjectNode value = JSON.createObjectNode();
    if (record instanceof LogRecord.Put put) {
      RegisteredSchema schema = put.schema();
      schemaKey(key, schema.subject(), schema.version());
      value
          .put(SUBJECT, schema.subject())
          .put(VERSION, schema.version())
          .put("id", schema.id())
          .put("schema", schema.schema())
          .put("deleted", put.deleted());
    } else if (record instanceof LogRecord.Removed removed) {
      schemaKey(key, removed.subject(), removed.version());
      value = null;
    } else if (record instanceof LogRecord.Level level) {
      key.put(KEY_TYPE, "CONFIG").put(SUBJECT, level.subject().orElse(null)).put("magic", 0);
      if (level.level().isPresent()) {
        value.put(LEVEL, level.level().get().name());
      } else {
        value = null;
      }
    } else if (record instanceof LogRecord.HighestId highest) {
      key.put(KEY_TYPE, "HIGHEST_ID").put("magic", 0);
      value.put("id", highest.id());
    }
    return new Bytes(bytes(key), value == null ? null : bytes(value));
  }

  private static void schemaKey(ObjectNode key, String subject, int version) {
    key.put(KEY_TYPE, "SCHEMA").put(SUBJECT, subject).put(VERSION, version).put("magic", 1);
  }

  private static byte[] bytes(ObjectNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Whether a registry may have written a record with this key: what has no kind is of no registry,
   * and holds no id that might be given away a second time.
   */
  static boolean isKey(byte[] key) {
    try {
      return key != null && JSON.readTree(key).path(KEY_TYPE).isTextual();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @return empty for a kind of record this registry has no use for
   * @throws SerializationException if it is not what a registry writes
   */
  static Optional<LogRecord> read(byte[] key, byte[] value) {
    try {
      JsonNode keyNode = JSON.readTree(key);
      return Optional.ofNullable(
          switch (keyNode.path(KEY_TYPE).asText()) {
            case "SCHEMA" -> schema(keyNode, value);
            case "CONFIG" -> level(keyNode, value);
            case "HIGHEST_ID" -> new LogRecord.HighestId(JSON.readTree(value).path("id").asInt());
            default -> null;
          });
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("it is not what a registry writes", e);
    }
  }

  private static LogRecord schema(JsonNode key, byte[] value) throws IOException {
    String subject = key.path(SUBJECT).asText();
    int version = key.path(VERSION).asInt();
    if (value == null) {
      return new LogRecord.Removed(subject, version);
    }
    JsonNode node = JSON.readTree(value);
    return new LogRecord.Put(
        new RegisteredSchema(
            subject, version, node.path("id").asInt(), node.path("schema").asText()),
        node.path("deleted").asBoolean());
  }

  private static LogRecord level(JsonNode key, byte[] value) throws IOException {
    return new LogRecord.Level(
        Optional.ofNullable(key.path(SUBJECT).textValue()),
        value == null
            ? Optional.empty()
            : Optional.of(CompatibilityLevel.named(JSON.readTree(value).path(LEVEL).asText())));
  }
}
