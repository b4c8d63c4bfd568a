package freshet.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/** Reading schemas, and taking out of them what only Java cares about. */
final class Schemas {
  private static final String JAVA_STRING = "avro.java.string";
  private static final ObjectMapper JSON = new ObjectMapper();

  private Schemas() {}

  /**
   * Parses the text of a schema that somebody has already accepted.
   *
   * @throws SerializationException if it is no Avro schema
   */
  static Schema parse(String text) {
    try {
      // A default of the wrong type, which older parsers let through, does not hinder reading.
      return new Schema.Parser().setValidateDefaults(false).parse(text);
    } catch (RuntimeException e) {
      // Avro's parser answers some texts with exceptions of other kinds than its own.
      throw new SerializationException("the registry holds a schema that is not Avro", e);
    }
  }

  /**
   * The schema without {@code avro.java.string}, which the code generator adds. A registry tells
   * schemas apart by their text, so with it ours would differ from the hand-written one that
   * everybody else registers.
   */
  static Schema plain(Schema generated) {
    try {
      JsonNode tree = JSON.readTree(generated.toString());
      strip(tree);
      return parse(JSON.writeValueAsString(tree));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object && "string".equals(object.path("type").asText())) {
      object.remove(JAVA_STRING);
    }
    node.forEach(Schemas::strip);
  }
}
